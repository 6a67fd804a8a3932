/// A number in E.164 (`+34600111001`), or a short code as it is dialled (`112`).
package struct PhoneNumber: Hashable, Sendable, CustomStringConvertible {
  package let e164: String

  /// For values already in canonical form, such as those read back from the ledger.
  package init(canonical: String) { self.e164 = canonical }

  /// Reads a number in any spelling a gateway or a person uses; see ``init(reading:countryCode:)``.
  package init?(_ text: String, countryCode: String) {
    do {
      try self.init(reading: text, countryCode: countryCode)
    } catch {
      return nil
    }
  }

  /// Reads `600 111 001`, `0034 600-111-001`, `(+34) 600.111.001`, `34600111001`,
  /// `tel:+34-600-111-001;ext=4`, `"Name" <sip:+34600111001@host;user=phone>` and their like into
  /// one form, and says what is wrong with any other text.
  ///
  /// `countryCode` (`34`) is that of numbers without one. Three to six digits are a short code,
  /// which is kept as it is and so matches only itself. An extension is left out.
  package init(reading text: String, countryCode: String) throws(PhoneNumberFault) {
    let address = NumberAddress(text)
    let dialled = try DialledDigits(address.user)
    e164 = try dialled.canonical(countryCode: address.countryCode ?? countryCode)
  }

  package var description: String { e164 }
}
