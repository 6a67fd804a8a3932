import AmparoCore

/// A sentence that the daemon says in English, and the same in Spanish. In both stand `{}` for each
/// word that is filled in, and `{…}` for what may have several words, in the same order.
struct Sentence {
  private let english: [Piece]
  private let spanish: [Piece]

  private enum Piece: Equatable {
    case text(String)
    case word
    case words
  }

  init(_ english: String, _ spanish: String) {
    self.english = Self.pieces(english)
    self.spanish = Self.pieces(spanish)
  }

  private static func pieces(_ text: String) -> [Piece] {
    var pieces: [Piece] = []
    var plain = ""
    var rest = Substring(text)
    func end() {
      if !plain.isEmpty { pieces.append(.text(plain)) }
      plain = ""
    }
    while let letter = rest.first {
      let gap: Piece? = rest.hasPrefix("{}") ? .word : rest.hasPrefix("{…}") ? .words : nil
      if let gap {
        end()
        pieces.append(gap)
        rest = rest.dropFirst(gap == .word ? 2 : 3)
      } else {
        plain.append(letter)
        rest = rest.dropFirst()
      }
    }
    end()
    return pieces
  }

  /// The text in Spanish, if it is this sentence; what has several words by `inner`.
  func translated(_ text: String, inner: (String) -> String) -> String? {
    guard var words = Self.filled(english[...], in: text[...]) else { return nil }
    return spanish.map { piece in
      switch piece {
      case .text(let text): text
      case .word: words.isEmpty ? "" : words.removeFirst()
      case .words: words.isEmpty ? "" : inner(words.removeFirst())
      }
    }.joined()
  }

  /// What stands in the gaps; nil where the text is another one.
  private static func filled(_ pieces: ArraySlice<Piece>, in text: Substring) -> [String]? {
    guard let piece = pieces.first else { return text.isEmpty ? [] : nil }
    let others = pieces.dropFirst()
    switch piece {
    case .text(let part):
      return text.hasPrefix(part) ? filled(others, in: text.dropFirst(part.count)) : nil
    case .word, .words:
      var end = text.startIndex
      while true {
        if end > text.startIndex, let more = filled(others, in: text[end...]) {
          return [String(text[..<end])] + more
        }
        guard end < text.endIndex, piece == .words || text[end] != " " else { return nil }
        end = text.index(after: end)
      }
    }
  }
}
