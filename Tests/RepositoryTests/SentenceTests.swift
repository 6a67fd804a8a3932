import Foundation
import Testing

/// What the daemon says in English is told to officers in Spanish by a table of its sentences.
@Suite struct SentenceTests {
  private static let table = [
    "Sources/amparo/Words+Sentences.swift", "Sources/amparo/Words+Health.swift",
  ]

  @Test("every sentence of the table is one that the daemon says, with as many words filled in")
  func said() throws {
    let said = try Set(
      ["Core", "Desk", "Host", "Server"].flatMap { room in
        try Repository.sources("Sources/\(room)").flatMap { Self.texts(in: $0.text) }
      })
    var count = 0
    for file in Self.table {
      for (english, spanish) in try Self.pairs(in: Repository.text(file)) {
        count += 1
        let plain = english.replacing("{…}", with: "{}")
        let tail = plain.range(of: ": ").map { String(plain[$0.upperBound...]) }
        #expect(
          said.contains(plain) || tail.map(said.contains) == true, "nobody says: \(english)")
        #expect(english.gaps == spanish.gaps, "\(english) / \(spanish)")
      }
    }
    #expect(count > 80)
  }

  @Test("whatever an officer's everyday command can be refused with has its Spanish")
  func refused() throws {
    let known = try Set(
      Self.table.flatMap { try Self.pairs(in: Repository.text($0)).map(\.0) }
        .map { $0.replacing("{…}", with: "{}") })
    let files = [
      "Core/Line/Decide.swift", "Core/Line/Decide+Answers.swift", "Core/Line/Decide+Holding.swift",
      "Desk/Alerts/Desk+Answers.swift", "Desk/Alerts/Desk+Lookup.swift",
    ]
    let refusal = #/(?:conflict|notFound|forbidden|message:|badRequest,)\(?\s*(?=")/#
    var count = 0
    for file in files {
      let text = try Repository.text("Sources/" + file)
      for match in text.matches(of: refusal) {
        guard let words = Self.texts(in: String(text[match.range.upperBound...])).first,
          !Self.forPrograms.contains(words)
        else { continue }
        count += 1
        #expect(known.contains(words), "\(file): \(words)")
      }
    }
    #expect(count > 15)
  }

  /// What only a gateway's program is told, or one that leaves out what the commands always send.
  private static let forPrograms: Set<String> = [
    "there is no page {} that still waits for a result",
    "a gateway answers for an officer by \"call\" or \"sms\"",
    "page {} was handed over anew since; this was said of an earlier try",
    "\"alert\" is missing; it is the alert's number",
  ]

  private static func pairs(in text: String) -> [(String, String)] {
    text.split(separator: "Sentence(").dropFirst().compactMap { part in
      let texts = texts(in: String(part))
      return texts.count >= 2 ? (texts[0], texts[1]) : nil
    }
  }

  /// The texts of a source, joined where they are in parts, with `{}` for what is filled in.
  private static func texts(in source: String) -> [String] {
    let text = #/"(?:[^"\\\n]|\\\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|\\[^(])*"/#
    var texts: [String] = []
    var end = source.startIndex
    for match in source.matches(of: text) {
      let between = source[end..<match.range.lowerBound]
      let part = plain(String(match.0.dropFirst().dropLast()))
      if !texts.isEmpty, between.contains("+"), between.allSatisfy({ $0 == "+" || $0.isWhitespace })
      {
        texts[texts.count - 1] += part
      } else {
        texts.append(part)
      }
      end = match.range.upperBound
    }
    return texts
  }

  private static func plain(_ text: String) -> String {
    let filled = #/\\\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/#
    return text.replacing(filled) { $0.0.contains("stretch(") ? "from {} to {}" : "{}" }
      .replacing("\\\"", with: "\"")
  }
}

extension String {
  /// The gaps, in their order.
  fileprivate var gaps: [String] { matches(of: #/\{…?\}/#).map { String($0.0) } }
}
