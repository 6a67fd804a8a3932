/// A number in E.164 (`+34600111001`), or a short code as it is dialled (`112`).
package struct PhoneNumber: Hashable, Sendable, CustomStringConvertible {
  package let e164: String

  /// For values already in canonical form, such as those read back from the ledger.
  package init(canonical: String) { self.e164 = canonical }

  package var description: String { e164 }
}
