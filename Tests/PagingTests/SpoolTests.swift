import AmparoCore
import Foundation
import Testing

@testable import AmparoPaging

@Suite struct SpoolTests {
  private func asterisk(_ path: String) -> AsteriskSpool {
    AsteriskSpool(outgoing: path, context: "amparo-page", dial: "PJSIP/{number}@trunk")
  }

  @Test("a call file is whole when it appears, of the spool's group, and says what Asterisk needs")
  func callFile() throws {
    let scratch = try Scratch()
    let outgoing = scratch.url.appending(path: "outgoing")
    try FileManager.default.createDirectory(at: outgoing, withIntermediateDirectories: false)
    try asterisk(outgoing.path()).put(Tasks.task(17))
    let name = "outgoing/amparo-17.call"
    let lines = try scratch.read(name).split(separator: "\n").map(String.init)
    #expect(lines.contains("Channel: PJSIP/+34600000101@trunk"))
    #expect(lines.contains("MaxRetries: 0"))
    #expect(lines.contains("Set: AMPARO_PAGE=17"))
    #expect(lines.contains("Archive: yes"))
    let attributes = try FileManager.default.attributesOfItem(
      atPath: scratch.url.appending(path: name).path())
    #expect(attributes[.posixPermissions] as? Int == 0o660)
    #expect(try FileManager.default.contentsOfDirectory(atPath: outgoing.path()).count == 1)
    asterisk(outgoing.path()).withdraw(PageID(17))
    #expect(try FileManager.default.contentsOfDirectory(atPath: outgoing.path()).isEmpty)
  }

  @Test(
    "an address that could carry more than a number is not dialled",
    arguments: [
      "", "600;Application=System", "600\nApplication: System", "600 #", "600,1",
      "123456789012345678901", "SIP/x",
    ])
  func hostileNumbers(address: String) {
    let task = Tasks.task(address: address)
    #expect(throws: SpoolError.self) { try asterisk("/x").content(task, now: 0) }
    #expect(throws: SpoolError.self) { try SMSSpool(outgoing: "/x").content(task) }
  }

  @Test("an officer's id cannot add a line or a comment", arguments: ["o1\nX: y", "o1;x", "o1 #x"])
  func hostileIDs(id: String) {
    let task = Tasks.task(officer: id)
    #expect(throws: SpoolError.self) { try asterisk("/x").content(task, now: 0) }
  }

  @Test(
    "a message file has the number as smstools wants it",
    arguments: [
      ("+34600000101", "To: 34600000101"), ("112", "To: s112"),
    ])
  func message(address: String, line: String) throws {
    let bytes = try SMSSpool(outgoing: "/x").content(Tasks.task(address: address))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.split(separator: "\n").first.map(String.init) == line)
    #expect(text.hasSuffix("\n\nAVISO K7Q2 P1 hasta 10:45. Responda SI K7Q2"))
  }

  @Test(
    "a text that needs more than one plain message is refused",
    arguments: [
      "é", "[x]", String(repeating: "x", count: 161), "a\nb",
    ])
  func longText(text: String) {
    #expect(throws: SpoolError.self) {
      try SMSSpool(outgoing: "/x").content(Tasks.task(text: text))
    }
  }

  @Test("a directory beside the spool that cannot be made is what is told, and how to make it")
  func noScratch() {
    // Nobody makes a directory there.
    let task = Tasks.task()
    let refusal = #expect(throws: SpoolError.self) { try asterisk("/sys/kernel").put(task) }
    #expect(
      refusal?.description.contains("/sys/kernel.amparo cannot be made: mkdir") == true,
      "\(refusal?.description ?? "")")
  }

  @Test("a spool that is not there is a failed page, told in words")
  func missing() throws {
    let reports = Reports()
    let channel = try SpoolChannel("call", asterisk("/nonexistent/spool"), report: reports.take)
    #expect(channel.send(Tasks.task()))
    let report = try #require(reports.report(of: 1))
    #expect(report.state == .failed)
    #expect(report.detail?.contains("/nonexistent/spool") == true)
  }
}
