/// What the `caller` of an urgent call says: a hint at who it is, never an identity.
package enum CallerNumber: Hashable, Sendable {
  /// The network holds the number back, or has none. Two of these are never the same caller.
  case withheld
  case number(PhoneNumber)
  /// Something that is neither; kept as it came, since the call counts all the same.
  case unreadable(String)

  /// Reads the text of `caller`; `countryCode` is that of numbers without one.
  package init(_ text: String, countryCode: String) {
    let address = NumberAddress(text)
    let user = address.user.lowercased()
    guard !user.isEmpty, !Self.withheldWords.contains(user) else {
      self = .withheld
      return
    }
    do {
      let dialled = try DialledDigits(address.user)
      let number =
        try Self.spellsAnonymous(dialled)
        ? nil
        : dialled.canonical(
          countryCode: address.countryCode ?? countryCode)
      self = number.map { .number(PhoneNumber(canonical: $0)) } ?? .withheld
    } catch {
      let isHidden = address.host.lowercased().hasSuffix("anonymous.invalid")
      self = isHidden ? .withheld : .unreadable(text)
    }
  }

  /// The number, where there is one.
  package var number: PhoneNumber? {
    switch self {
    case .number(let number): number
    case .withheld, .unreadable: nil
    }
  }

  /// `anonymous` on the keys of a telephone. Gateways put a `+` or `00` before it too, which makes
  /// it look like Lesotho (+266), whose numbers are longer.
  private static func spellsAnonymous(_ dialled: DialledDigits) -> Bool {
    dialled.digits == "266696687" || dialled.digits == "00266696687"
  }

  /// As gateways, networks (RFC 3323, 3GPP TS 24.229) and people say it, in lower case.
  private static let withheldWords: Set<String> = [
    "anonymous", "unknown", "restricted", "withheld", "private", "unavailable", "null", "none",
    "anonymous.invalid", "blocked", "hidden", "not available", "number withheld", "out of area",
    "private number", "unknown number", "unknown caller", "no number", "no caller id",
    "coverage unavailable", "anónimo", "anonimo", "privado", "oculto", "desconocido",
    "número oculto", "numero oculto", "número privado", "numero privado", "no disponible",
  ]
}
