import AmparoCore

enum NumberFuzz {
  /// A number as it is kept is the number it was read from.
  static func run(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    if let number = PhoneNumber(text, countryCode: "34") {
      // A short one, such as 112, has no country.
      let digits = number.e164.utf8.drop { $0 == UInt8(ascii: "+") }
      precondition((1...15).contains(digits.count), number.e164)
      precondition(digits.allSatisfy { (0x30...0x39).contains($0) }, number.e164)
      precondition(PhoneNumber(number.e164, countryCode: "34") == number, number.e164)
    }
    _ = CallerNumber(text, countryCode: "34")
    if let time = Timestamp.parse(text) {
      precondition(Timestamp.parse(Timestamp.text(time)) == time, text)
    }
    _ = TimeSpan(text)
  }
}
