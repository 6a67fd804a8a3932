import Foundation
import Testing

/// Whatever the daemon can raise at night stands in the runbook.
@Suite struct RunbookTests {
  @Test("the runbook has every health check, and no other")
  func checks() throws {
    var known: Set<String> = ["channel:NAME"]
    for folder in ["Sources/Desk", "Sources/Server", "Sources/amparod"] {
      for source in try Repository.sources(folder) {
        let set = /[^A-Za-z]set\(\s*"([a-z_]+)",\s*\.(?:ok|warning|critical)/
        for match in source.text.matches(of: set) { known.insert(String(match.1)) }
      }
    }
    #expect(known.count > 5)
    #expect(Set(try Manual("amparo-runbook.7").names("Cm", in: "CHECKS")) == known)
  }

  @Test(
    "the runbook has every warning, error and alarm that is written to the journal",
    arguments: [
      "Sources/Desk", "Sources/Server", "Sources/amparod", "Sources/amparo-agi",
      "Sources/Telephony/Spool", "Sources/Telephony/AMI",
    ])
  func lines(folder: String) throws {
    let text = try Manual("amparo-runbook.7").text
    let said = /(?:\.alarm|\.warning|\.critical|\.error),\s*(?:\.\w+,\s*)?"((?:[^"\\]|\\.)*)"/
    for source in try Repository.sources(folder) {
      for match in source.text.matches(of: said) where Self.isSaid(source.text, match.range) {
        let line = Self.fixedPart(String(match.1))
        #expect(line.isEmpty || text.contains(line), "\(source.path): \(match.1)")
      }
    }
  }

  /// A line of the journal, and not what a check of the health says.
  private static func isSaid(_ text: String, _ range: Range<String.Index>) -> Bool {
    let before = text[..<range.lowerBound].suffix(40)
    return before.contains("log(") || before.contains("SystemLog.line(")
  }

  /// The first part of a text that stays the same, whatever values stand in it; nothing where
  /// hardly anything does.
  private static func fixedPart(_ text: String) -> String {
    text.split(separator: /\\\([^)]*\)+/).map {
      $0.trimmingCharacters(in: CharacterSet(charactersIn: " :;,()"))
    }.first { $0.count > 10 } ?? ""
  }
}
