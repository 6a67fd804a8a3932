import AmparoCore
import AmparoHost
import CSQLite
import Foundation
import Testing

/// Backups of the real daemon, and what they are for.
@Suite struct BackupLineTests {
  private func run(_ words: [String], _ daemon: Daemon) throws -> CommandRun {
    try CommandRun(["--lang", "en"] + words, socket: daemon.socket)
  }

  private func path(_ name: String, _ daemon: Daemon) -> String {
    daemon.directory.appending(path: name).path()
  }

  @Test("a backup made with an alert open is restored on a fresh machine, which pages on")
  func wholeWay() throws {
    let daemon = try Daemon()
    _ = try WireClient(daemon.socket).raise(id: "r1")
    let file = path("copy.db", daemon)
    let made = try run(["backup", file], daemon)
    #expect(made.status == 0)
    #expect(made.output.hasPrefix("verified backup: \(file), "))
    let live = try run(["restore", file, daemon.database], daemon)
    #expect(live.status == 1)
    #expect(live.problems.contains("another daemon"))
    #expect(daemon.stop() == 0)
    let taken = try run(["restore", file, daemon.database], daemon)
    #expect(taken.status == 1)
    #expect(taken.problems.contains("is there already"))
    for suffix in ["", "-wal", "-shm"] {
      if FileManager.default.fileExists(atPath: daemon.database + suffix) {
        try FileManager.default.removeItem(atPath: daemon.database + suffix)
      }
    }
    let restored = try run(["restore", file, daemon.database], daemon)
    #expect(restored.status == 0, "\(restored.problems)")
    #expect(restored.output.contains("1 open alerts"))
    try daemon.start()
    let client = try WireClient(daemon.socket)
    #expect(try client.state(1) == "paging")
    #expect(try client.raise(id: "r1")["alert"] == 1)
    #expect((try client.raise("600111002", id: "r2")["alert"]?.int ?? 0) > 1000)
    #expect(try run(["audit", "verify"], daemon).status == 0)
  }

  @Test("the daemon's own directory keeps what the configuration says, and only whole backups")
  func ownDirectory() throws {
    let own = FileManager.default.temporaryDirectory
      .appending(path: "amparo-backups-\(UUID().uuidString)")
    let daemon = try Daemon(
      extra: #"backup: { directory: "\#(own.path())", at_least_every: "30h" },"#)
    let client = try WireClient(daemon.socket)
    let missing = try client.ask(#"{"op":"backup.create"}"#)
    #expect(missing["error"]?["message"]?.string?.contains("directory is not there") == true)
    #expect(try run(["health"], daemon).output.contains("backup: the last one failed"))
    try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
    defer {
      do { try FileManager.default.removeItem(at: own) } catch { Issue.record(error) }
    }
    for name in ["amparo-20010101T000000Z.db", "amparo-20010101T000000Z.db.part", "mine.txt"] {
      try "x".write(to: own.appending(path: name), atomically: true, encoding: .utf8)
    }
    let reply = try client.ask(#"{"op":"backup.create"}"#)
    let name = try #require(reply["file"]?.string, "\(reply)")
    #expect(reply["removed"]?.array?.count == 2)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: own.path()).sorted()
        == [name, "mine.txt"].sorted())
    #expect(try run(["health"], daemon).output.contains("backup_age="))
    daemon.kill9()
    try daemon.start()
    #expect(try run(["health"], daemon).output.contains("backup_age="))
  }

  @Test("a place that is full, gone or reads nothing is refused in words, and calls are answered")
  func badPlaces() throws {
    let daemon = try Daemon()
    let client = try WireClient(daemon.socket)
    let full = Descriptor(open("/dev/full", O_WRONLY))
    let request = Array(#"{"op":"backup.create","descriptor":true}"#.utf8)
    let asking = try LineClient(path: daemon.socket)
    func outcome(_ descriptor: Descriptor) throws -> String {
      try asking.send(request, passing: descriptor)
      guard case .line(let line) = try asking.receive(timeoutMilliseconds: 30_000) else {
        return "no reply"
      }
      return try JSONParser.parse(line)["error"]?["message"]?.string ?? "done"
    }
    #expect(try outcome(full).contains("No space left"))
    // As a network file system that hangs: a pipe which nobody reads.
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let (reading, writing) = (Descriptor(ends[0]), Descriptor(ends[1]))
    try asking.send(request, passing: writing)
    #expect(try client.raise(id: "r1")["durable"] == true)
    guard case .line(let line) = try asking.receive(timeoutMilliseconds: 30_000) else {
      throw WireClient.Lost()
    }
    #expect(
      try JSONParser.parse(line)["error"]?["message"]?.string?.contains("timed out") == true)
    reading.close()
    #expect(try run(["health"], daemon).status == 1)
    #expect(try run(["backup", "/nonexistent/copy.db"], daemon).status != 0)
    #expect(try run(["backup", "/dev/full"], daemon).status != 0)
    #expect(!FileManager.default.fileExists(atPath: daemon.database + ".copy"))
  }

  @Test("calls are answered while a large backup is made, and a kill in its middle leaves nothing")
  func underLoad() throws {
    let daemon = try Daemon()
    #expect(daemon.stop() == 0)
    try Self.swell(daemon.database, megabytes: 60)
    try daemon.start()
    let client = try WireClient(daemon.socket)
    var number = 0
    func raise() throws -> Int64 {
      number += 1
      let start = Clock.monotonicNanoseconds()
      #expect(try client.raise("", id: "r\(number)")["durable"] == true)
      return Clock.monotonicNanoseconds() - start
    }
    let before = try (0..<50).map { _ in try raise() }.sorted()
    let (backup, file) = try Self.start(daemon)
    let draft = daemon.database + ".copy"
    #expect(poll(seconds: 20) { FileManager.default.fileExists(atPath: draft) })
    var during: [Int64] = []
    while backup.isRunning { during.append(try raise()) }
    #expect(backup.terminationStatus == 0)
    #expect(FileManager.default.fileExists(atPath: file))
    during.sort()
    #expect(during.count > 2)
    // Wide, for other tests have the cores, too.
    #expect(during[during.count / 2] < 20 * before[25] + 50_000_000)
    let (killed, other) = try Self.start(daemon, "other.db")
    #expect(poll(seconds: 20) { FileManager.default.fileExists(atPath: draft) })
    daemon.kill9()
    killed.waitUntilExit()
    #expect(killed.terminationStatus == 3)
    try daemon.start()
    #expect(!FileManager.default.fileExists(atPath: draft))
    #expect(!FileManager.default.fileExists(atPath: other))
    #expect(try WireClient(daemon.socket).raise("", id: "r1")["duplicate"] == true)
    #expect(try run(["audit", "verify"], daemon).status == 0)
  }

  private static func start(
    _ daemon: Daemon, _ name: String = "copy.db"
  ) throws -> (Process, String) {
    let file = daemon.directory.appending(path: name).path()
    let process = Process()
    process.executableURL = CommandRun.program
    process.arguments = ["--socket", daemon.socket, "backup", file]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return (process, file)
  }

  /// Rows that the daemon passes over, so that there is much to copy.
  private static func swell(_ database: String, megabytes: Int) throws {
    var handle: OpaquePointer?
    defer { sqlite3_close_v2(handle) }
    let rows = """
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(megabytes) * 250)
      INSERT INTO directory (kind, id, generation, position, body)
      SELECT 'test', i, 0, i, hex(randomblob(2000)) FROM n
      """
    try #require(sqlite3_open(database, &handle) == SQLITE_OK)
    try #require(sqlite3_exec(handle, rows, nil, nil, nil) == SQLITE_OK)
  }

  @Test("a machine that stands by does not serve, and says what to do")
  func standby() throws {
    let daemon = try Daemon()
    #expect(daemon.stop() == 0)
    let mark = daemon.database + ".standby"
    try "".write(toFile: mark, atomically: true, encoding: .utf8)
    let refused = try Daemon.launch(
      ["--config", path("amparo.json5", daemon)], log: daemon.directory.appending(path: "log"))
    refused.waitUntilExit()
    #expect(refused.terminationStatus == 1)
    #expect(try daemon.log.contains("this machine stands by and another has the line"))
    try FileManager.default.removeItem(atPath: mark)
    try daemon.start()
  }
}
