/// A word as it is compared: in small letters, without the accents of Spanish, and with one
/// underscore for whatever stands between its parts.
enum FoldedWord {
  private static let plain: [Unicode.Scalar: Unicode.Scalar] = [
    "á": "a", "à": "a", "é": "e", "è": "e", "í": "i", "ï": "i", "ó": "o", "ò": "o", "ú": "u",
    "ü": "u", "ñ": "n", "ç": "c",
  ]
  /// Accents that stand behind their letter, as some systems write them.
  private static let marks: ClosedRange<Unicode.Scalar> = "\u{300}"..."\u{36F}"

  static func of(_ text: String) -> String {
    var folded = String.UnicodeScalarView()
    var followsGap = false
    for scalar in trimmed(text).lowercased().unicodeScalars where !marks.contains(scalar) {
      if isGap(scalar) {
        followsGap = true
        continue
      }
      if followsGap, !folded.isEmpty { folded.append("_") }
      followsGap = false
      folded.append(scalar.isASCII ? scalar : plain[scalar] ?? scalar)
    }
    return String(folded)
  }

  /// The text without the spaces around it.
  static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.first, let last = scalars.last, isSpace(first) || isSpace(last)
    else { return text }
    let start = scalars.firstIndex { !isSpace($0) } ?? scalars.endIndex
    let end = scalars.lastIndex { !isSpace($0) }.map { scalars.index(after: $0) } ?? start
    return String(scalars[start..<end])
  }

  private static func isGap(_ scalar: Unicode.Scalar) -> Bool {
    isSpace(scalar) || scalar == "-" || scalar == "_" || scalar == "."
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value <= 0x20 || scalar == "\u{A0}"
  }
}
