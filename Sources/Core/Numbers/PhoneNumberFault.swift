/// Why a text is no telephone number. The sentences never repeat the text, which is personal data.
package enum PhoneNumberFault: Error, Hashable, CustomStringConvertible {
  case empty
  case strangeCharacter
  case tooShort
  case tooLong
  case notSpanish
  case noCountry

  package var description: String {
    switch self {
    case .empty:
      "there is no number; write one such as 600 111 001 or +44 20 7946 0000"
    case .strangeCharacter:
      "this is no telephone number; write digits, with spaces or hyphens between them if wanted"
    case .tooShort:
      "the number has too few digits; write all of it, with the area code"
    case .tooLong:
      "the number has more than \(DialledDigits.digitsMax) digits; write one number only"
    case .notSpanish:
      "no Spanish number is like this; they have nine digits and begin with 5 to 9"
    case .noCountry:
      "no country code begins with 0; write the country code after the + or 00"
    }
  }
}
