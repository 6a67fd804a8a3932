/// A text message read as an officer's answer to a page: `SI K7Q2`, `no k7q2`, `K7Q2: sí, voy`.
/// Case, accents, punctuation, spacing and the order of the words do not matter.
package struct AnswerText: Sendable {
  package enum Word: Hashable, Sendable { case yes, no }

  /// A code that the text may mean, and the answer beside it.
  package struct Reading: Hashable, Sendable {
    package var code: String
    package var word: Word

    package init(code: String, word: Word) {
      self.code = code
      self.word = word
    }
  }

  /// What it may mean, the likeliest first; empty where it is no answer to anything.
  package let readings: [Reading]

  /// Of a longer text only the beginning can be an answer.
  private static let signsMax = 160

  /// Words looked at as codes, so that one text is not many guesses.
  private static let readingsMax = 3

  private static let words: [(text: String, word: Word)] = [
    ("SI", .yes), ("YES", .yes), ("NO", .no),
  ]

  package init(_ text: String) {
    let folded = FoldedWord.of(String(text.unicodeScalars.prefix(Self.signsMax))).uppercased()
    let tokens = folded.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.map(String.init)
    let apart = Self.readings(of: tokens)
    readings = apart.isEmpty ? Self.reading(of: tokens.joined()) : apart
  }

  private static func word(_ token: String) -> Word? {
    words.first { $0.text == token }?.word
  }

  /// The answer word before the code counts, else the one behind it; where there is none next to
  /// it, the only one there is.
  private static func readings(of tokens: [String]) -> [Reading] {
    let said = Set(tokens.compactMap(word))
    var found: [Reading] = []
    for (index, token) in tokens.enumerated() where ReplyCode.isPossible(token) {
      let near = [index - 1, index + 1].filter(tokens.indices.contains)
        .compactMap { word(tokens[$0]) }
      guard let word = near.first ?? (said.count == 1 ? said.first : nil) else { continue }
      let reading = Reading(code: token, word: word)
      if near.isEmpty { found.append(reading) } else { found.insert(reading, at: 0) }
    }
    // The page's own text, quoted, says both of its code.
    let doubtful = Set(found.filter { $0.word == .yes }.map(\.code))
      .intersection(found.filter { $0.word == .no }.map(\.code))
    return Array(found.filter { !doubtful.contains($0.code) }.prefix(readingsMax))
  }

  /// Written without a space, or with too many.
  private static func reading(of whole: String) -> [Reading] {
    for (text, word) in words {
      for code in [whole.after(text), whole.before(text)].compactMap(\.self)
      where ReplyCode.isPossible(code) {
        return [Reading(code: code, word: word)]
      }
    }
    return []
  }
}

extension String {
  fileprivate func after(_ start: String) -> String? {
    hasPrefix(start) ? String(dropFirst(start.count)) : nil
  }

  fileprivate func before(_ end: String) -> String? {
    hasSuffix(end) ? String(dropLast(end.count)) : nil
  }
}
