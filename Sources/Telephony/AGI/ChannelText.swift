/// Texts as they may stand in a channel variable: the dialplan puts variables into expressions and
/// lists, where commas, quotation marks, `&` and `$` mean something.
enum ChannelText {
  /// Letters, digits and `_-.:+@/`; any other byte becomes `%` and two hexadecimal digits.
  static func encoded(_ text: String) -> String {
    var out: [UInt8] = []
    for byte in text.utf8 {
      if isPlain(byte) {
        out.append(byte)
      } else {
        out.append(UInt8(ascii: "%"))
        out += [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// What was encoded; a text that was not is taken as it is.
  static func decoded(_ text: String) -> String {
    var out: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        out.append(value)
        rest = rest.dropFirst(2)
      } else {
        out.append(byte)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Whether it is a number a telephone can dial: an optional plus and up to 20 digits.
  static func isDialable(_ number: String) -> Bool {
    let digits = number.hasPrefix("+") ? number.dropFirst() : number[...]
    return (1...20).contains(digits.utf8.count)
      && digits.utf8.allSatisfy { (48...57).contains($0) }
  }

  private static let hex = Array("0123456789ABCDEF".utf8)

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122: true
    default: "_-.:+@/".utf8.contains(byte)
    }
  }
}
