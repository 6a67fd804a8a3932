import AmparoCore
import CSQLite
import Foundation
import Testing

@Suite struct StartLineTests {
  /// Starts a daemon that is to give up at once, and returns what it said.
  private func refusal(_ daemon: Daemon, _ arguments: [String] = []) throws -> String {
    let log = daemon.directory.appending(path: UUID().uuidString)
    let file = daemon.directory.appending(path: "amparo.json5").path()
    let process = try Daemon.launch(["--config", file] + arguments, log: log)
    process.waitUntilExit()
    #expect(process.terminationStatus == 1)
    return try String(contentsOf: log, encoding: .utf8)
  }

  /// What a check of its configuration says.
  private func check(
    _ daemon: Daemon, _ arguments: [String] = [], status: Int32 = 0
  ) throws -> String {
    let file = daemon.directory.appending(path: "amparo.json5").path()
    let process = Process()
    process.executableURL = Daemon.program
    process.arguments = ["--check", "--config", file] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == status)
    return text
  }

  private func stopped() throws -> Daemon {
    let daemon = try Daemon(directoryDocument: nil)
    #expect(daemon.stop() == 0)
    return daemon
  }

  private func sql(_ text: String, _ daemon: Daemon) throws {
    var handle: OpaquePointer?
    defer { sqlite3_close_v2(handle) }
    try #require(sqlite3_open(daemon.database, &handle) == SQLITE_OK)
    try #require(sqlite3_exec(handle, text, nil, nil, nil) == SQLITE_OK)
  }

  @Test("a configuration that is missing or faulty stops the start with its path and what is wrong")
  func configuration() throws {
    let daemon = try stopped()
    let file = daemon.directory.appending(path: "amparo.json5")
    let good = try String(contentsOf: file, encoding: .utf8)
    try daemon.write(good.replacingOccurrences(of: "last_resort", with: "last_resrt"))
    #expect(try refusal(daemon).contains("\(file.path()):"))
    try FileManager.default.removeItem(at: file)
    #expect(try refusal(daemon).contains("\(file.path()) does not exist"))
  }

  @Test("a configuration that everybody can read is warned of, and the daemon starts")
  func worldReadable() throws {
    let daemon = try stopped()
    let file = daemon.directory.appending(path: "amparo.json5").path()
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
    try daemon.start()
    #expect(try daemon.log.contains("everybody on this machine can read it; chmod 640"))
  }

  @Test("a socket path that is taken by a file, or too long, stops the start in words")
  func socketPath() throws {
    let daemon = try stopped()
    let taken = daemon.directory.appending(path: "taken").path()
    try Data("text".utf8).write(to: URL(filePath: taken))
    #expect(try refusal(daemon, ["--socket", taken]).contains("is no socket; it is left as it is"))
    #expect(try String(contentsOfFile: taken, encoding: .utf8) == "text")
    let long = daemon.directory.path() + "/" + String(repeating: "s", count: 120)
    #expect(try refusal(daemon, ["--socket", long]).contains("107"))
  }

  @Test("a directory of the database that is not there stops the start in words")
  func databaseDirectory() throws {
    let daemon = try stopped()
    let path = daemon.directory.appending(path: "no/such/amparo.db").path()
    #expect(try refusal(daemon, ["--database", path]).contains("directory of the database must"))
  }

  private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let canMount = getuid() == 0 && access("/dev/fuse", R_OK | W_OK) == 0

  @Test(
    "a database on a file system of another machine is told by a check", .enabled(if: canMount))
  func farFileSystem() throws {
    let daemon = try stopped()
    let far = daemon.directory.appending(path: "far").path()
    try FileManager.default.createDirectory(atPath: far, withIntermediateDirectories: false)
    let mount = Process()
    mount.executableURL = URL(filePath: "/usr/bin/python3")
    mount.arguments = [
      Self.repository.appending(path: "Tests/Mounts/far.py").path(), far,
    ]
    let told = Pipe()
    mount.standardOutput = told
    try mount.run()
    defer {
      umount2(far, CInt(MNT_DETACH))
      mount.waitUntilExit()
    }
    try #require(told.fileHandleForReading.availableData.starts(with: Data("mounted".utf8)))
    let said = try check(daemon, ["--database", far + "/amparo.db"])
    #expect(said.contains("lies on a file system of another machine (fuse)"))
  }

  @Test("a database of a newer version is refused by a start and told by a check")
  func downgrade() throws {
    let daemon = try stopped()
    try sql("PRAGMA user_version = 99", daemon)
    let said = try refusal(daemon)
    #expect(said.contains("was made by a newer Amparo (schema 99"))
    #expect(said.contains("install that version again"))
    #expect(try check(daemon, status: 1).contains("newer Amparo"))
  }

  @Test("a clock that is behind the ledger is told, and escalation goes on by its own time")
  func wrongClock() throws {
    let daemon = try Daemon()
    #expect(try WireClient(daemon.socket).raise(id: "r1")["ok"]?.bool == true)
    daemon.kill9()
    // As if the rows had been written by a clock two days ahead of the one that shows now.
    try sql("UPDATE events SET at = at + 172800000", daemon)
    try daemon.start()
    let client = try WireClient(daemon.socket)
    let checks = try client.ask(#"{"op":"health"}"#)["checks"]?.array ?? []
    let clock = checks.first { $0["name"]?.string == "clock" }
    #expect(clock?["status"]?.string == "warning")
    #expect(clock?["message"]?.string?.contains("behind the ledger") == true)
    let moved = poll(seconds: 10) {
      let alert = try? client.ask(#"{"op":"alert.get","alert":1}"#)
      return (alert?["round"]?.int ?? 0) > 0
    }
    #expect(moved)
  }
}
