import AmparoCore
import Foundation
import Testing

@Suite struct PrivacyLineTests {
  /// Every name, number, address and word of the demonstration town that is a person's.
  private static func personal(in value: JSONValue, under name: String = "") -> [String] {
    switch value {
    case .object(let members): members.flatMap { personal(in: $0.value, under: $0.name) }
    case .array(let values): values.flatMap { personal(in: $0, under: name) }
    case .string(let text):
      ["name", "address", "phones", "number", "notes", "safe_word", "duress_word", "description"]
        .contains(name) && text.count > 3 ? [text] : []
    case .null, .bool, .int, .double: []
    }
  }

  @Test(
    "a program that dies leaves no core of a person's data, whatever limit it was started with",
    arguments: ["amparo queue --follow", "amparo-agi urgent", "amparod --config $fifo"])
  func noCore(command: String) throws {
    // Each waits for something that does not come, until it is killed.
    let programs = CommandRun.program.deletingLastPathComponent().path()
    let run = try CommandRun(
      shell: """
        fifo=$(mktemp -u); mkfifo $fifo; exec 3<>$fifo; ulimit -c unlimited
        AMPARO_SOCKET=$fifo '\(programs)'/\(command) <&3 >/dev/null 2>&1 & pid=$!
        for try in $(seq 1000); do
          grep -q "^Max core file size  *0  *0 " /proc/$pid/limits && echo none && break
          sleep 0.01
        done
        kill -9 $pid; rm $fifo
        """, socket: "")
    #expect(run.output == "none\n", "\(run.problems)")
  }

  @Test("the log of a day's work on the demonstration town holds no name, number or word of it")
  func demoTown() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Config/demo/directory.json5")
    let document = try JSONParser.parseJSON5(Array(Data(contentsOf: file))).value
    let daemon = try Daemon(directoryDocument: JSONWriter.text(document))
    let client = try WireClient(daemon.socket)
    _ = try client.subscribe("o5")
    _ = try client.raise("600 111 005", id: "p1", extra: #","note":"palabras suyas""#)
    #expect(try client.event("page")["card"]?["name"]?.string != nil)
    _ = try client.act("acknowledge", 1, "o5")
    _ = try client.act("note", 1, "o5", #","text":"palabras del agente""#)
    _ = try client.ask(#"{"op":"case.show","case":"VG-0001","reason":"palabras del motivo"}"#)
    _ = try client.ask(#"{"op":"directory.apply","document":{"unit":5}}"#)
    _ = try client.raise("600 111 001", id: "p2")
    daemon.kill9()
    try daemon.start()
    _ = try WireClient(daemon.socket).ask(#"{"op":"health"}"#)
    #expect(daemon.stop() == 0)
    let log = try daemon.log
    #expect(log.contains("started with"))
    let words = Self.personal(in: document) + ["palabras", "600111005", "600111001"]
    #expect(words.count > 200)
    for word in words where log.contains(word) {
      Issue.record("the log holds personal data of the town")
    }
  }
}
