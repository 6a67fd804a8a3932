import AmparoCore
import AmparoHost
import Foundation
import Testing

/// smstools itself with the shipped configuration, in folders of its own, before a modem on a
/// pseudo-terminal and behind it the event handler.
final class TextStation {
  let directory: URL
  private var modem: Process?
  private var smsd: Process?
  private let steering = Pipe()

  var outgoing: String { directory.appending(path: "sms/outgoing").path() }
  /// The channel for the daemon's configuration.
  var channel: String {
    #"channels: { sms: { kind: "smstools_spool", outgoing: "\#(outgoing)" } },"#
  }

  private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  init() throws {
    directory = FileManager.default.temporaryDirectory
      .appending(path: "amparo-text-\(UUID().uuidString.prefix(8))")
    for name in ["outgoing", "checked", "sent", "failed", "incoming", "report"] {
      try FileManager.default.createDirectory(
        at: directory.appending(path: "sms/\(name)"), withIntermediateDirectories: true)
    }
    try startModem()
  }

  deinit {
    for process in [smsd, modem].compactMap(\.self) {
      process.terminate()
      if !poll(seconds: 20, { !process.isRunning }) { kill(process.processIdentifier, SIGKILL) }
    }
    do {
      try FileManager.default.removeItem(at: directory)
    } catch {
      // Left in the system's temporary directory.
    }
  }

  private func path(_ name: String) -> String { directory.appending(path: name).path() }

  private func startModem() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", Self.repository.appending(path: "Tests/Modem/modem.py").path(), path("modem"),
    ]
    process.standardInput = steering
    try Data().write(to: directory.appending(path: "modem.log"))
    process.standardOutput = try FileHandle(
      forWritingTo: directory.appending(path: "modem.log"))
    try process.run()
    modem = process
    try #require(poll(seconds: 20) { FileManager.default.fileExists(atPath: self.path("modem")) })
  }

  /// A test's threads block signals, and what they start would have SIGTERM blocked, too.
  private static let unblocked = """
    import os, signal, sys
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    os.execv(sys.argv[1], sys.argv[1:])
    """

  /// Starts smsd; its event handler tells the daemon at that socket.
  func start(socket: String) throws {
    let program = Daemon.program.deletingLastPathComponent().appending(path: "amparo-sms").path()
    let script = "#!/bin/sh\nexec \(program) --socket \(socket) --spool \(path("kept")) \"$@\"\n"
    try script.write(toFile: path("handler"), atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path("handler"))
    var text = try String(
      contentsOf: Self.repository.appending(path: "Deploy/smstools/smsd.conf"), encoding: .utf8)
    for (shipped, here) in [
      ("/var/spool/sms", path("sms")), ("/var/log/smstools", directory.path()),
      ("/var/run/smstools", directory.path()), ("/dev/ttyUSB0", path("modem")),
      ("/usr/bin/amparo-sms", path("handler")),
    ] {
      try #require(text.contains(shipped))
      text = text.replacing(shipped, with: here)
    }
    try text.write(toFile: path("smsd.conf"), atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c", Self.unblocked, "/usr/sbin/smsd", "-c" + path("smsd.conf"), "-t",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    smsd = process
  }

  /// A line for the modem, such as `answer error`.
  func modem(_ line: String) throws {
    try steering.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
  }

  /// A message that comes in.
  func text(from number: String, _ words: String) throws { try modem("text \(number) \(words)") }

  /// The messages that the modem was given, as it tells of them.
  var submitted: [JSONValue] {
    get throws {
      let log = try String(contentsOf: directory.appending(path: "modem.log"), encoding: .utf8)
      return try log.split(separator: "\n").map { try JSONParser.parse(Array($0.utf8)) }
    }
  }

  var log: String {
    get throws {
      try String(contentsOf: directory.appending(path: "smsd.log"), encoding: .utf8)
    }
  }

  /// Officer o1 has a telephone for messages only, o2 a terminal; VG-1 is assigned to o1.
  static let town = """
    {"unit":{"id":"u","name":"U","time_zone":"Europe/Madrid"},"officers":[\
    {"id":"o1","name":"Nombreuno","contacts":[{"channel":"sms","address":"600 000 101"}]},\
    {"id":"o2","name":"Nombredos","contacts":[{"channel":"queue"}]}],"cases":[\
    {"id":"VG-1","risk":"high","phones":["600 111 001"],"assigned":"o1","deputies":["o2"]},\
    {"id":"VG-2","risk":"low","phones":["600 111 002"],"assigned":"o2"}]}
    """
  static let steps = """
    [ { page: ["assigned"], ack_within: "1h" }, { page: ["deputies"], ack_within: "1h" } ]
    """

  func daemon() throws -> Daemon {
    try Daemon(steps: Self.steps, extra: channel, directoryDocument: Self.town)
  }
}

extension WireClient {
  func alert(_ id: Int64) throws -> JSONValue { try ask(#"{"op":"alert.get","alert":\#(id)}"#) }

  /// How the newest page of that channel stands.
  func pageState(_ alert: Int64, _ channel: String = "sms") throws -> String? {
    try self.alert(alert)["pages"]?.array?.last { $0["channel"]?.string == channel }?["state"]?
      .string
  }
}
