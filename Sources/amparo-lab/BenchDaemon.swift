import AmparoHost
import Glibc

/// The real daemon, started for a measurement in a directory of its own.
final class BenchDaemon {
  let socket: String
  let directory: String
  private var process: BenchProcess

  /// `policy` is the policy of unknown callers, as JSON5.
  init(in directory: String, steps: String) throws {
    self.directory = directory
    socket = "\(directory)/amparo.sock"
    let configuration = """
      { socket: "\(socket)", database: "\(directory)/amparo.db",
        peers: [ { user: \(getuid()), roles: ["gateway", "responder", "supervisor", "admin"],
                   acts_for: "any" } ],
        policies: { bench: { steps: \(steps), repeat_from: 2 } },
        contacts: { desk: { contacts: [ { channel: "queue" } ] } }, last_resort: "desk",
        limits: { connections: 2000, connections_per_user: 2000 } }
      """
    try Files.write(
      Array(configuration.utf8),
      to: Descriptor(open(Self.configuration(directory), O_WRONLY | O_CREAT | O_TRUNC, 0o600)))
    process = try Self.process(in: directory)
    try process.waitUntilServing(at: socket)
  }

  private static func configuration(_ directory: String) -> String { "\(directory)/amparo.json5" }

  /// Stops it and starts it again; the seconds from the start to the first answer.
  func restart() throws -> Double {
    stop()
    let start = Clock.monotonicNanoseconds()
    process = try Self.process(in: directory)
    try process.waitUntilServing(at: socket)
    return Double(Clock.monotonicNanoseconds() - start) / 1_000_000_000
  }

  private static func process(in directory: String) throws -> BenchProcess {
    try BenchProcess(
      "amparod", ["--config", configuration(directory)], log: "\(directory)/log")
  }

  static let applyLine = #"{"op":"directory.apply","descriptor":true,"reason":"bench"}"#

  /// Takes a small town's directory into use.
  func apply(_ town: Town) throws {
    let file = "\(directory)/town.json"
    try town.write(to: file)
    let client = try Caller(socket, cases: town.cases)
    try client.send(Self.applyLine, passing: Descriptor(open(file, O_RDONLY | O_CLOEXEC)))
    guard try client.reply(within: Caller.patienceMilliseconds) != nil else {
      throw LabError("the directory was not applied")
    }
  }

  func stop() { process.stop() }

  /// Resident memory in kilobytes.
  var residentKilobytes: Int { process.status("VmRSS:") }

  /// The most it ever was.
  var peakKilobytes: Int { process.status("VmHWM:") }

  /// How often its threads have woken up from waiting.
  var wakeUps: Int { process.wakeUps }
}
