import AmparoCore
import AmparoHost
import Foundation
import Testing

/// The real daemon as a process, with a directory, a database and a socket of its own.
final class Daemon {
  let directory: URL
  private var process: Process?
  private let through: [String]
  var socket: String { directory.appending(path: "s").path() }
  var database: String { directory.appending(path: "amparo.db").path() }
  var log: String {
    get throws { try String(contentsOf: directory.appending(path: "log"), encoding: .utf8) }
  }

  static let steps = """
    [ { page: ["assigned"], ack_within: "400ms" }, { page: ["deputies"], ack_within: "400ms" },
      { page: ["unit", "contact:desk"], ack_within: "400ms" } ]
    """

  init(
    steps: String = Daemon.steps, peers: String? = nil, extra: String = "",
    directoryDocument: String? = Daemon.town, contacts: String = "", repeatFrom: Int = 2,
    progressWithin: String = "1h", through: [String] = []
  ) throws {
    self.through = through
    directory = FileManager.default.temporaryDirectory
      .appending(path: "amparo-line-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(
      at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let everything = #"["gateway", "responder", "supervisor", "admin"]"#
    let own = "[ { user: \(getuid()), roles: \(everything), acts_for: \"any\" } ]"
    try write(
      """
      { socket: "\(socket)", database: "\(database)", peers: \(peers ?? own),
        policies: { standard: { steps: \(steps), repeat_from: \(repeatFrom),
                                progress_within: "\(progressWithin)" } },
        contacts: { \(contacts) desk: { contacts: [ { channel: "queue" } ] } }, last_resort: "desk",
        \(extra) }
      """)
    try start()
    if let directoryDocument {
      let client = try WireClient(socket)
      let reply = try client.ask(#"{"op":"directory.apply","document":\#(directoryDocument)}"#)
      try #require(reply["ok"]?.bool == true, "\(reply)")
    }
  }

  deinit {
    process?.terminate()
    if process?.isRunning == true { kill(process?.processIdentifier ?? 0, SIGKILL) }
    do {
      try FileManager.default.removeItem(at: directory)
    } catch {
      // Left in the system's temporary directory.
    }
  }

  func write(_ configuration: String) throws {
    try configuration.write(
      to: directory.appending(path: "amparo.json5"), atomically: true, encoding: .utf8)
  }

  static var program: URL {
    // The daemon is built beside the test bundle.
    URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "amparod")
  }

  func start() throws {
    process = try Self.launch(
      ["--config", directory.appending(path: "amparo.json5").path()],
      log: directory.appending(path: "log"), through: through)
    let isUp = poll(seconds: 20) { (try? WireClient(self.socket)) != nil }
    try #require(isUp, "the daemon did not come up")
  }

  /// `through`: a program, with its arguments, that becomes the daemon; none unless said.
  static func launch(
    _ arguments: [String], log: URL, through: [String] = []
  ) throws -> Process {
    let process = Process()
    let words = through + [program.path()] + arguments
    process.executableURL = URL(filePath: words[0])
    process.arguments = Array(words.dropFirst())
    if !FileManager.default.fileExists(atPath: log.path()) {
      try Data().write(to: log)
    }
    let handle = try FileHandle(forWritingTo: log)
    try handle.seekToEnd()
    process.standardError = handle
    try process.run()
    return process
  }

  var processID: Int32? { process?.processIdentifier }

  func kill9() {
    kill(process?.processIdentifier ?? 0, SIGKILL)
    process?.waitUntilExit()
  }

  func signal(_ number: Int32) { kill(process?.processIdentifier ?? 0, number) }

  /// Stops it with SIGTERM and returns its exit status.
  func stop() -> Int32 {
    process?.terminate()
    process?.waitUntilExit()
    return process?.terminationStatus ?? -1
  }

  /// The most memory it ever had resident.
  func peakMegabytes() throws -> Int {
    let path = "/proc/\(process?.processIdentifier ?? 0)/status"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let peak = lines.first { $0.hasPrefix("VmHWM:") }
    return Int(peak?.filter(\.isNumber) ?? "").map { $0 / 1024 } ?? .max
  }

  /// How large the database and its log are, and when they were last written.
  func logBytes() throws -> [Int] {
    try ["", "-wal"].flatMap { suffix in
      let facts = try FileManager.default.attributesOfItem(atPath: database + suffix)
      let written = (facts[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      return [(facts[.size] as? Int) ?? 0, Int(written * 1_000_000)]
    }
  }

  static let town = """
    {"unit":{"id":"u","name":"U","time_zone":"Europe/Madrid"},"officers":[\
    {"id":"o1","name":"Nombreuno","contacts":[{"channel":"queue"},\
    {"channel":"call","address":"+34600000101"}]},\
    {"id":"o2","name":"Nombredos","contacts":[{"channel":"queue"}]},\
    {"id":"o3","name":"Nombretres","supervisor":true,"contacts":[{"channel":"queue"}]},\
    {"id":"o4","name":"Nombrecuatro","contacts":[{"channel":"queue"}]}],"cases":[\
    {"id":"VG-1","risk":"high","phones":["600 111 001"],"assigned":"o1","deputies":["o2"],\
    "excluded":["o4"],"victim":{"name":"Apellidosecreto"}},\
    {"id":"VG-2","risk":"low","phones":["600 111 002","968 111 900"],"assigned":"o2"},\
    {"id":"VG-3","risk":"medium","phones":["968 111 900"],"assigned":"o1",\
    "aggressors":[{"phones":["600 222 003"]}]}]}
    """
}

/// Waits for a condition, looking again every few milliseconds; false when the time is up.
func poll(seconds: Int64, _ condition: () -> Bool) -> Bool {
  let end = Clock.monotonicNanoseconds() + seconds * 1_000_000_000
  while Clock.monotonicNanoseconds() < end {
    if condition() { return true }
    usleep(5000)
  }
  return condition()
}

/// The same for tests that wait for many seconds: meanwhile the thread is left to others.
func poll(seconds: Int64, _ condition: () -> Bool) async -> Bool {
  let end = Clock.monotonicNanoseconds() + seconds * 1_000_000_000
  while Clock.monotonicNanoseconds() < end {
    if condition() { return true }
    do {
      try await Task.sleep(for: .milliseconds(20))
    } catch {
      // Cancelled: the time for it is up.
      return condition()
    }
  }
  return condition()
}
