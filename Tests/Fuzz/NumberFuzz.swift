import AmparoCore

enum NumberFuzz {
  /// A number as it is kept is the number it was read from.
  static func run(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    if let number = PhoneNumber(text, countryCode: "34") {
      precondition(number.e164.first == "+" && number.e164.utf8.count <= 16, number.e164)
      precondition(PhoneNumber(number.e164, countryCode: "34") == number, number.e164)
    }
    _ = CallerNumber(text, countryCode: "34")
    if let time = Timestamp.parse(text) {
      precondition(Timestamp.parse(Timestamp.text(time)) == time, text)
    }
    _ = TimeSpan(text)
  }
}
