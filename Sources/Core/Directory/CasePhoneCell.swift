/// The telephone numbers of one cell, such as `600 111 001; school:968111001@2026-09-01`.
enum CasePhoneCell {
  /// None is part of a number; a comma can stand in a quoted cell of any table.
  private static let separators: Set<Unicode.Scalar> = [";", "|", ","]
  /// A slash is also a letter of a number (`968/111001`): it ends one only after as many digits as
  /// the numbers of the country have.
  private static let digitsMin = 9
  /// A slash this near after the `@` is within a date, such as `@01/09/2026`.
  private static let dateHeadBytes = "01/09/".utf8.count
  /// What stands before the colon of an address, and is no owner.
  private static let schemes: Set<String> = ["tel", "sip", "sips"]

  static func list(_ text: String) -> [String] {
    var items: [String] = []
    var item = ""
    for scalar in text.unicodeScalars {
      if separators.contains(scalar) || scalar == "/" && isWhole(item) {
        items.append(item)
        item = ""
      } else {
        item.unicodeScalars.append(scalar)
      }
    }
    return (items + [item]).map(FoldedWord.trimmed).filter { !$0.isEmpty }
  }

  private static func isWhole(_ item: String) -> Bool {
    if let at = item.utf8.lastIndex(of: UInt8(ascii: "@")) {
      return item.utf8[at...].dropFirst().count >= dateHeadBytes
    }
    return item.utf8.count(where: CaseCell.isDigit) >= digitsMin
  }

  /// The number alone as a text; with its owner and its end as an object.
  static func phone(_ text: String) -> JSONValue {
    let colon = text.firstIndex(of: ":")
    let owner = colon.map { FoldedWord.of(String(text[..<$0])) }
    if let owner, schemes.contains(owner) { return .string(text) }
    let rest = colon.map { text[text.index(after: $0)...] } ?? text[...]
    let at = rest.firstIndex(of: "@")
    guard owner != nil || at != nil else { return .string(text) }
    var members = [JSONMember("number", trimmed(rest[..<(at ?? rest.endIndex)]))]
    if let owner { members.append(JSONMember("of", .string(CaseWords.owners[owner] ?? owner))) }
    if let at {
      let until = FoldedWord.trimmed(String(rest[rest.index(after: at)...]))
      members.append(JSONMember("until", .string(CaseCell.day(until))))
    }
    return .object(members)
  }

  private static func trimmed(_ text: Substring) -> JSONValue {
    .string(FoldedWord.trimmed(String(text)))
  }
}
