import AmparoCore
import AmparoTesting
import Foundation
import Testing

/// Whole documents and tables, by the command line on the real daemon.
@Suite struct DirectoryBulkLineTests {
  private func write(_ data: Data, _ daemon: Daemon, _ name: String) throws -> String {
    let url = daemon.directory.appending(path: name)
    try data.write(to: url)
    return url.path()
  }

  private func run(_ daemon: Daemon, _ arguments: String..., input: String = "") throws
    -> CommandRun
  {
    try CommandRun(arguments, socket: daemon.socket, input: Data(input.utf8))
  }

  /// The aliases of all cases, and how many there are.
  private func aliases(_ daemon: Daemon) throws -> (Set<String>, Int) {
    let export = try run(daemon, "directory", "export")
    #expect(export.status == 0, "\(export.problems)")
    let document = try JSONParser.parse(Array(export.output.utf8))
    let cases = document["cases"]?.array ?? []
    return (Set(cases.compactMap { $0["alias"]?.string }), cases.count)
  }

  @Test("an export piped into apply changes nothing, however large, and a slow reader gets it all")
  func pipe() throws {
    let daemon = try Daemon()
    let file = try write(LargeTown.document(cases: 3000, mark: "A"), daemon, "town.json")
    #expect(try run(daemon, "directory", "apply", file).output.contains("cambios: 3"))
    _ = try run(
      daemon, "absence", "add", "o1", "2026-10-25T02:30", "2027-03-28T02:30", "cambio", "de hora")
    for _ in 0..<3 {
      let piped = try CommandRun(
        shell: "amparo directory export | amparo directory apply -", socket: daemon.socket)
      #expect(piped.status == 0, "\(piped.problems)")
      #expect(piped.output.hasPrefix("cambios: 0\n"), "\(piped.output)")
    }
    // A reader that takes nothing until the export has ended would hold up one that writes to it.
    let slow = try CommandRun(
      shell: "amparo directory export | { amparo health >/dev/null; sleep 6; wc -c; }",
      socket: daemon.socket)
    let whole = try run(daemon, "directory", "export").output
    #expect(Int(slow.output.filter(\.isNumber)) == whole.utf8.count, "\(slow.problems)")
  }

  @Test("an export that is refused leaves the file that was there")
  func refusedExport() throws {
    let daemon = try Daemon(
      peers: "[ { user: \(getuid()), role: \"responder\" } ]",
      directoryDocument: nil)
    let file = try write(Data("old copy".utf8), daemon, "copy.json")
    #expect(try run(daemon, "directory", "export", file).status == 1)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "old copy")
    let left = try FileManager.default.contentsOfDirectory(atPath: daemon.directory.path())
    #expect(!left.contains { $0.hasSuffix(".part") })
  }

  @Test("a table of cases is tried, each fault told by row and column, and then taken")
  func table() throws {
    let daemon = try Daemon()
    let faulty = try write(
      Data(
        """
        expediente;teléfonos;riesgo;asignado
        VG-8;600 111 008;alto;o1
        VG-9;12345;medio;o9
        VG-8;600 111 010;bajo;o1

        """.utf8), daemon, "faulty.csv")
    let dry = try run(daemon, "case", "import", faulty, "--dry-run")
    #expect(dry.status == 1)
    for words in ["row 3, column asignado", "row 4, column expediente"] {
      #expect(dry.output.contains(words), "\(dry.output)")
    }
    let refused = try run(daemon, "case", "import", faulty)
    #expect(refused.status == 1)
    #expect(refused.problems.contains("row 3, column asignado"))
    let json = try run(daemon, "--json", "case", "import", faulty, "--dry-run")
    #expect(json.status == 1)
    #expect(try aliases(daemon).1 == 3)
    let good = try write(
      Data("id,phones,risk\nVG-8,600 111 008,high\nVG-1,,low\n".utf8), daemon, "good.csv")
    let tried = try run(daemon, "case", "import", good, "--dry-run")
    #expect(tried.status == 0)
    #expect(tried.output.contains("añadido expediente: VG-8"))
    #expect(try aliases(daemon).1 == 3)
    let taken = try run(daemon, "case", "import", good, "alta", "de", "la", "semana")
    #expect(taken.output.contains("cambiado expediente: VG-1"))
    #expect(try aliases(daemon).1 == 4)
    let history = try run(daemon, "directory", "history").output
    #expect(history.contains("expedientes importados"))
    #expect(history.contains("alta de la semana"))
    let raised = try WireClient(daemon.socket).raise("600111008", id: "r1")
    #expect(raised["known"] == true)
  }

  @Test(
    "what is not UTF-8 is refused with what it is and where, and nothing is changed",
    arguments: [
      (["case", "import"], "id;nombre\nVG-8;Mar\u{ed}a\n", "row 2, column nombre"),
      (["directory", "apply"], "{unit:{id:\"u\",name:\"Espa\u{f1}a\"}}", "line 1, column 25"),
      (["directory", "check"], "{unit:{id:\"u\",name:\"Espa\u{f1}a\"}}", "line 1, column 25"),
    ])
  func latin1(_ command: [String], _ text: String, _ place: String) throws {
    let daemon = try Daemon()
    let bytes = try #require(text.data(using: .isoLatin1))
    let file = try write(bytes, daemon, "latin1")
    let outcome = try CommandRun(command + [file], socket: daemon.socket)
    #expect(outcome.status == 1)
    let told = outcome.problems + outcome.output
    #expect(told.contains(place), "\(told)")
    #expect(told.contains("Latin-1"), "\(told)")
    #expect(!told.contains("internal"))
    #expect(try aliases(daemon).1 == 3)
  }

  @Test("two cases with one id are a fault that says which")
  func twice() throws {
    let daemon = try Daemon()
    let document = #"{"unit":{"time_zone":"Europe/Madrid"},"cases":[{"id":"A"},{"id":"A"}]}"#
    let reply = try WireClient(daemon.socket).ask(
      #"{"op":"directory.apply","document":\#(document)}"#)
    #expect(reply["error"]?["faults"]?.array?.first?["path"] == "cases[1].id")
    #expect(
      reply["error"]?["faults"]?.array?.first?["message"] == "\"A\" is the id of cases[0], too")
    #expect(try aliases(daemon).1 == 3)
  }

  @Test("a document of a million lines is taken while every raise is answered")
  func millionLines() throws {
    let daemon = try Daemon()
    let lines = Few.isAsked ? 100_000 : 1_000_000
    let data = LargeTown.document(cases: 1 + lines / LargeTown.linesPerCase, mark: "A")
    #expect(data.count(where: { $0 == UInt8(ascii: "\n") }) >= lines)
    let file = try write(data, daemon, "million.json")
    let coordinator = Process()
    coordinator.executableURL = CommandRun.program
    coordinator.arguments = ["--socket", daemon.socket, "directory", "apply", file]
    coordinator.standardOutput = FileHandle.nullDevice
    try coordinator.run()
    let client = try WireClient(daemon.socket)
    var raises = 0
    while coordinator.isRunning {
      raises += 1
      // Waits ten seconds at the most: the line is never held for as long as the document takes.
      let reply = try client.raise("60033\(4000 + raises % 5000)", id: "m\(raises)")
      try #require(reply["ok"] == true && reply["durable"] == true, "\(reply)")
      usleep(20_000)
    }
    #expect(coordinator.terminationStatus == 0)
    #expect(raises > 20)
    #expect(try client.raise("600000123", id: "known")["known"] == true)
    #expect(try daemon.peakMegabytes() < 2000)
  }

  @Test("of two documents at once one is taken whole, and the other is told to come again")
  func twoAtOnce() throws {
    let daemon = try Daemon()
    let files = try ["A", "B"].map { mark in
      try write(LargeTown.document(cases: 2000, mark: mark), daemon, mark)
    }
    let coordinators = try files.map { file in
      let process = Process()
      process.executableURL = CommandRun.program
      process.arguments = ["--socket", daemon.socket, "directory", "apply", file]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      return process
    }
    for process in coordinators { process.waitUntilExit() }
    let taken = coordinators.filter { $0.terminationStatus == 0 }
    #expect(!taken.isEmpty)
    let (found, count) = try aliases(daemon)
    #expect(found.count == 1 && count == 2000)
    if taken.count == 1 { #expect(found == [taken[0] === coordinators[0] ? "A" : "B"]) }
    // An edit meanwhile is either in the directory or was told to come again; none is lost.
    let edit = try run(daemon, "case", "set", "C7", "{alias:\"Z\"}", "después")
    #expect(edit.status == 0)
    #expect(try aliases(daemon).0.count == 2)
  }

  @Test(
    "a kill in the middle of a large change leaves the old directory or the new one, never a mix",
    arguments: [1, 3, 9, 27])
  func kill(_ parts: Int) throws {
    let daemon = try Daemon()
    let count = 6000
    let old = try write(LargeTown.document(cases: count, mark: "A"), daemon, "A")
    let new = try write(LargeTown.document(cases: count, mark: "B"), daemon, "B")
    #expect(try run(daemon, "directory", "apply", old).status == 0)
    let before = try daemon.logBytes()
    let process = Process()
    process.executableURL = CommandRun.program
    process.arguments = ["--socket", daemon.socket, "directory", "apply", new]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    // Each part of it is a commit of its own: the log grows, or starts over.
    var seen: Set<[Int]> = []
    let isUnderWay = poll(seconds: 60) {
      if let bytes = try? daemon.logBytes(), bytes != before { seen.insert(bytes) }
      return seen.count >= parts || !process.isRunning
    }
    #expect(isUnderWay)
    daemon.kill9()
    process.waitUntilExit()
    try daemon.start()
    let (found, present) = try aliases(daemon)
    #expect(found.count == 1, "\(found)")
    #expect(present == count)
    #expect(try run(daemon, "directory", "apply", new).status == 0)
    #expect(try aliases(daemon).0 == ["B"])
    #expect(try run(daemon, "audit", "verify").status == 0)
  }

  @Test("a descriptor belongs to the line it came with, and is never taken for a later one's")
  func descriptors() throws {
    let daemon = try Daemon()
    let client = try LineProbe(daemon.socket)
    let stale = try write(Data("{ \"unit\": 5 }".utf8), daemon, "stale")
    let right = try write(Data(Daemon.town.utf8), daemon, "right")
    let check = #"{"op":"directory.check","descriptor":true}"#
    for wrong in [
      #"{"op":"directory.check"}"#, #"{"op":"no.such","descriptor":true}"#, "no json",
      #"{"op":"version"}"#, #"{"op":"version","descriptor":true}"#,
    ] {
      _ = try client.ask(wrong, passing: stale)
      let reply = try client.ask(check, passing: right)
      #expect(reply["faults"]?.array?.isEmpty == true, "after \(wrong): \(reply)")
      #expect(try client.ask(check, passing: nil)["error"]?["field"] == "descriptor")
    }
  }
}
