import AmparoCore
import AmparoWire
import Foundation
import Testing

/// Everything officers and the control room read exists in Spanish and in English.
@Suite struct LanguageTests {
  @Test("each text is there in both languages, and differs")
  func pairs() throws {
    // Words that are the same in both.
    let shared: Set<String> = ["alias", "terminal"]
    let pair = /pick\(\s*"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)"\s*\)/
    let both = /es: "((?:[^"\\]|\\.)*)",\s*en: "((?:[^"\\]|\\.)*)"/
    var count = 0
    for source in try Self.read() {
      for match in source.text.matches(of: pair) + source.text.matches(of: both) {
        let (es, en) = (String(match.1), String(match.2))
        count += 1
        #expect(!es.isEmpty && !en.isEmpty, "\(source.path): \(es) / \(en)")
        #expect(es != en || shared.contains(es), "\(source.path): \(es) in both languages")
      }
    }
    #expect(count > 200)
  }

  @Test("nothing is written to the terminal in one language alone")
  func bare() throws {
    let said = /(?:Output\.(?:line|part|problem)|CommandError\.\w+|say)\(\s*"((?:[^"\\]|\\.)*)"/
    for source in try Repository.sources("Sources/amparo") {
      for match in source.text.matches(of: said) {
        let words = Self.words(String(match.1))
        #expect(words.isSubset(of: Self.names), "\(source.path): \(match.1)")
      }
    }
  }

  /// What is no word of a language: the program, and what monitoring systems read.
  private static let names: Set<String> = ["amparo", "AMPARO", "UNKNOWN", "open", "ALERT"]

  /// The words of four letters and more that stand in a text outside what is filled in.
  private static func words(_ text: String) -> Set<String> {
    var plain = ""
    var depth = 0
    var previous: Character = " "
    for character in text {
      if depth > 0 {
        depth += character == "(" ? 1 : character == ")" ? -1 : 0
      } else if character == "(", previous == "\\" {
        depth = 1
      } else {
        plain.append(character)
      }
      previous = character
    }
    let isOption = { (word: Substring) in word.hasPrefix("--") }
    let said = plain.split(separator: " ").filter { !isOption($0) }.joined(separator: " ")
    return Set(said.split { !$0.isLetter }.map(String.init).filter { $0.count > 3 })
  }

  @Test("every fixed word of the protocol that people see has its Spanish one")
  func protocolWords() throws {
    let tables = try Repository.text("Sources/amparo/Words+Protocol.swift")
    let shown: [[String]] = [
      Self.raw(AlertSource.self), Self.raw(CallerRole.self), Self.raw(Presentation.self),
      Self.raw(Outcome.self), Self.raw(Complaint.self), Self.raw(Referral.self),
      Self.raw(CallEvent.self), Self.raw(PageState.self), Self.raw(PassedOver.Cause.self),
      Self.raw(Risk.self), Self.raw(Case.Status.self), Self.raw(Case.Force.self),
      Self.raw(Approach.self), Self.raw(CasePhone.Owner.self),
    ]
    for word in Set(shown.joined()).subtracting(["unknown"]) {
      #expect(tables.contains("\"\(word)\": \""), "there is no Spanish word for \(word)")
    }
  }

  private static func raw<Word: RawRepresentable<String> & CaseIterable>(_: Word.Type) -> [String] {
    Word.allCases.map(\.rawValue)
  }

  @Test("every member of a card and of a call has its Spanish label")
  func labels() throws {
    let tables = try Repository.text("Sources/amparo/Words+Protocol.swift")
    let card = try Repository.text("Sources/Core/Directory/Card.swift")
    let call = try Repository.text("Sources/Desk/Queue/Desk+Lines.swift")
    var members = card.matches(of: /\("([a-z_]+)",/).map { String($0.1) }
    let start = try #require(call.range(of: "func writeCall"))
    let end = try #require(call.range(of: "private func lateStart"))
    let body = call[start.lowerBound..<end.lowerBound]
    members += body.matches(of: /member\("([a-z_]+)"/).map { String($0.1) }
    #expect(members.count > 40)
    for member in Set(members) {
      #expect(tables.contains("\"\(member)\": \""), "there is no Spanish label for \(member)")
    }
  }

  @Test("every health check and every recorded change or look has its Spanish name")
  func recorded() throws {
    let tables = try Repository.text("Sources/amparo/Words+Protocol.swift")
    let records = try Repository.text("Sources/amparo/Words+Records.swift")
    let checks = /[^A-Za-z]set\(\s*"([a-z_]+)",\s*\.(?:ok|warning|critical)/
    let kinds = /record(?:Access|Look|Change)\(\s*"([a-z_]+)"/
    var seen = 0
    for folder in ["Sources/Desk", "Sources/Server", "Sources/amparod"] {
      for source in try Repository.sources(folder) {
        for match in source.text.matches(of: checks) {
          #expect(tables.contains("\"\(match.1)\": \""), "there is no Spanish name for \(match.1)")
        }
        for match in source.text.matches(of: kinds) where !match.1.hasSuffix("_empty") {
          seen += 1
          #expect(records.contains("\"\(match.1)\": \""), "there is no Spanish for \(match.1)")
        }
      }
    }
    #expect(seen > 8)
  }

  @Test("the terminal's short commands are there in both languages")
  func shortCommands() throws {
    let text = try Repository.text("Sources/amparo/FollowCommand.swift")
    let commands = text.matches(of: /case ("[^:]+"): \("alert\.[a-z]+"/)
    #expect(commands.count >= 7)
    for command in commands { #expect(command.1.contains(","), "\(command.1) has one word") }
  }

  private static func read() throws -> [Repository.Source] {
    try Repository.sources("Sources/amparo") + Repository.sources("Sources/Desk/Queue")
      + Repository.sources("Sources/Calendar")
  }
}
