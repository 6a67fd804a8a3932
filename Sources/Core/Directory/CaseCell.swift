/// Reads one cell of a table of cases into what a case's document would say there.
enum CaseCell {
  private static let separators: Set<Unicode.Scalar> = [";", "|", "/", ","]

  /// `old` is what the document of the case says there so far.
  static func value(_ text: String, _ kind: CaseColumn.Kind, old: JSONValue?) -> JSONValue {
    switch kind {
    case .text: .string(text)
    case .word(let words): .string(words[FoldedWord.of(text)] ?? text)
    case .flag: CaseWords.flags[FoldedWord.of(text)].map { .bool($0) } ?? .string(text)
    case .date: .string(day(text))
    case .integer: integer(text)
    case .ids: .array(list(text).map { .string($0) })
    case .numbers: .array(CasePhoneCell.list(text).map { .string($0) })
    case .phones: .array(CasePhoneCell.list(text).map(CasePhoneCell.phone))
    case .minors: minors(list(text), old: old?.array ?? [])
    }
  }

  /// `02/11/2026`, the day first, as `2026-11-02`; any other text as it is.
  static func day(_ text: String) -> String {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[2].utf8.count == 4,
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) })
    else { return text }
    let pair = [parts[1], parts[0]].map { $0.utf8.count == 1 ? "0\($0)" : "\($0)" }
    return "\(parts[2])-\(pair[0])-\(pair[1])"
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func integer(_ text: some StringProtocol) -> JSONValue {
    Int64(text).map { .int($0) } ?? .string(String(text))
  }

  private static func list(_ text: String) -> [String] {
    text.unicodeScalars.split { separators.contains($0) }
      .map { FoldedWord.trimmed(String($0)) }.filter { !$0.isEmpty }
  }

  /// Children the document knows already keep what else it says of them.
  private static func minors(_ years: [String], old: [JSONValue]) -> JSONValue {
    var known = old
    return .array(
      years.map { year in
        let born = integer(year)
        guard let index = known.firstIndex(where: { $0["born"] == born }) else {
          return ["born": born]
        }
        return known.remove(at: index)
      })
  }
}
