import AmparoHost
import Glibc

/// The real daemon, started for a measurement in a directory of its own.
final class BenchDaemon {
  let socket: String
  let directory: String
  private var pid: pid_t

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
    pid = try Self.spawn(in: directory)
    try waitUntilServing()
  }

  private static func configuration(_ directory: String) -> String { "\(directory)/amparo.json5" }

  /// Stops it and starts it again; the seconds from the start to the first answer.
  func restart() throws -> Double {
    stop()
    let start = Clock.monotonicNanoseconds()
    pid = try Self.spawn(in: directory)
    try waitUntilServing()
    return Double(Clock.monotonicNanoseconds() - start) / 1_000_000_000
  }

  private static func spawn(in directory: String) throws -> pid_t {
    let arguments = ["--config", configuration(directory)]
    let log = "\(directory)/log"
    let program =
      CommandLine.arguments[0].split(separator: "/", omittingEmptySubsequences: false)
      .dropLast().joined(separator: "/") + "/amparod"
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 2, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    var pid = pid_t()
    guard posix_spawn(&pid, program, &actions, nil, &words, environ) == 0 else {
      throw LabError("\(program) cannot be started; build it first, for release")
    }
    return pid
  }

  /// How long a start may take before it counts as failed.
  private static let startSeconds: Int64 = 300

  private func waitUntilServing() throws {
    let end = Clock.monotonicNanoseconds() + Self.startSeconds * 1_000_000_000
    while Clock.monotonicNanoseconds() < end {
      do {
        // The socket is there before what is stored has been read.
        let client = try LineClient(path: socket)
        try client.send(Array(#"{"op":"version"}"#.utf8))
        let left = (end - Clock.monotonicNanoseconds()) / 1_000_000
        if case .line = try client.receive(timeoutMilliseconds: max(0, left)) { return }
      } catch {
        usleep(10_000)
      }
    }
    throw LabError("the daemon did not start; see \(directory)/log")
  }

  func stop() {
    kill(pid, SIGTERM)
    waitpid(pid, nil, 0)
  }

  /// Resident memory in kilobytes.
  var residentKilobytes: Int {
    field("VmRSS:")
  }

  /// The most it ever was.
  var peakKilobytes: Int { field("VmHWM:") }

  private func field(_ name: String) -> Int {
    do {
      let bytes = try Files.read("/proc/\(pid)/status", max: 65_536)
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      let line = lines.first { $0.hasPrefix(name) }
      return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    } catch {
      return 0
    }
  }
}
