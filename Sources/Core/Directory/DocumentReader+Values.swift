extension DocumentReader {
  /// The bound of an id in bytes: it stands in logs, tables and file names.
  private static let idBytesMax = 64

  package mutating func text(_ object: JSONValue, _ name: String, like example: String) -> String? {
    guard let value = present(object, name) else { return nil }
    if value.string == nil { within(name) { $0.mistyped(value, like: example) } }
    return value.string
  }

  package mutating func flag(_ object: JSONValue, _ name: String) -> Bool? {
    guard let value = present(object, name) else { return nil }
    if value.bool == nil { within(name) { $0.mistyped(value, like: "true or false") } }
    return value.bool
  }

  mutating func checkInteger(
    _ object: JSONValue, _ name: String, in range: ClosedRange<Int64>, like example: String
  ) {
    guard let value = present(object, name) else { return }
    guard let number = value.int, range.contains(number) else {
      within(name) { $0.mistyped(value, like: example) }
      return
    }
  }

  /// A date such as `2026-11-02`.
  mutating func date(_ object: JSONValue, _ name: String) -> String? {
    guard let value = present(object, name) else { return nil }
    guard let text = value.string, LocalDay.isDay(text) else {
      within(name) { $0.mistyped(value, like: "a date such as \"2026-11-02\"") }
      return nil
    }
    return text
  }

  /// One of the words of an enumeration.
  package mutating func choice<Word: RawRepresentable & CaseIterable>(
    _ object: JSONValue, _ name: String, of: Word.Type
  ) -> Word? where Word.RawValue == String {
    guard let value = present(object, name) else { return nil }
    if let word = value.string.flatMap(Word.init(rawValue:)) { return word }
    let words = Word.allCases.map(\.rawValue)
    let hint = value.string.map { NearestName.hint($0, among: words) } ?? ""
    within(name) { reader in
      reader.fault(
        "expected one of \(words.joined(separator: ", ")), found \(Self.found(value))" + hint)
    }
    return nil
  }

  /// An id that must be there: not empty, and without what would break a line or a list.
  mutating func id(_ object: JSONValue, like example: String) -> String? {
    guard let value = present(object, "id") else {
      missing("id", like: example)
      return nil
    }
    return within("id") { reader in
      guard let text = value.string else {
        reader.mistyped(value, like: example)
        return nil
      }
      return reader.isID(text) ? text : nil
    }
  }

  /// Whether a text may be an id; says what is wrong if not.
  package mutating func isID(_ text: String) -> Bool {
    let bytes = text.utf8
    let isPlain = bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: ",") }
    guard !bytes.isEmpty, bytes.count <= Self.idBytesMax, isPlain else {
      fault(
        "\(Self.quoted(text)) can't be an id: it takes 1 to \(Self.idBytesMax) bytes, without "
          + "commas and control characters")
      return false
    }
    return true
  }

  /// A telephone number in any usual spelling.
  mutating func number(_ value: JSONValue) -> PhoneNumber? {
    guard let text = value.string, let number = PhoneNumber(text, countryCode: countryCode)
    else {
      mistyped(value, like: "a telephone number as text, such as \"+34600111001\"")
      return nil
    }
    // A digit too many makes a number of the unit's one of another country.
    let digits = text.filter(\.isWholeNumber)
    if number.e164.hasPrefix("+"), !number.e164.hasPrefix("+" + countryCode),
      !text.contains("+"), !digits.hasPrefix("00")
    {
      warn("taken as \(number.e164), of another country; with \"+\" before it if it is")
    }
    return number
  }

  /// An officer of the unit, or a contact of the configuration.
  mutating func officer(_ value: JSONValue) -> OfficerID? {
    guard let text = value.string else {
      mistyped(value, like: "an officer's id as text")
      return nil
    }
    let id = OfficerID(text)
    guard !officers.contains(id) else { return id }
    let message =
      id.contactName.map { "no contact \(Self.quoted($0)) in the configuration" }
      ?? "no officer \(Self.quoted(text))"
    refuseUnlessKept(message)
    return keepsDangling ? id : nil
  }

  mutating func refuseUnlessKept(_ message: String) {
    if keepsDangling { warn(message) } else { fault(message) }
  }

  mutating func officer(_ object: JSONValue, _ name: String) -> OfficerID? {
    guard let value = present(object, name) else { return nil }
    return within(name) { $0.officer(value) }
  }

  mutating func requiredOfficer(_ object: JSONValue) -> OfficerID? {
    if present(object, "officer") == nil { missing("officer", like: "an officer's id as text") }
    return officer(object, "officer")
  }

  /// An instant, written as local time of the unit, or with its offset as RFC 3339.
  mutating func instant(_ object: JSONValue, _ name: String) -> Int64? {
    let example = "a local time such as \"2026-12-24T07:00\""
    guard let value = present(object, name) else {
      missing(name, like: example)
      return nil
    }
    return within(name) { reader in
      if let local = value.string.flatMap({ LocalTime($0) }) {
        reader.warnOfOddTime(local)
        return reader.zone.wall(of: local)
      }
      if let wall = value.string.flatMap({ Timestamp.parse($0) }) { return wall }
      reader.mistyped(value, like: example)
      return nil
    }
  }

  /// Says how a local time is taken that the clock shows twice or never.
  mutating func warnOfOddTime(_ local: LocalTime) {
    switch zone.occurrence(of: local) {
    case .once: break
    case .twice: warn("\(local) comes twice, as the clocks go back; the first is meant")
    case .never:
      warn("\(local) does not come, as the clocks go forward; the instant they do is meant")
    }
  }

  /// The times `from` and `to` of an object; to end before it begins is a fault.
  mutating func stretch(_ object: JSONValue) -> (from: Int64, to: Int64)? {
    guard let from = instant(object, "from"), let to = instant(object, "to") else { return nil }
    guard from < to else {
      within("to") { $0.fault("it ends before it begins, or at once; \"to\" lies after \"from\"") }
      return nil
    }
    return (from, to)
  }
}
