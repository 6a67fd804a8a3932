/// The alphabets in which smstools keeps texts, named by a header of which three letters count.
enum MessageAlphabet {
  case utf8
  case latin9
  case gsm
  case utf16
  case binary

  /// Without a header it is Latin-9, as smstools has it.
  init(_ header: String?) {
    switch (header ?? "").prefix(3).uppercased() {
    case "UTF": self = .utf8
    case "GSM": self = .gsm
    case "UCS", "CHI", "UNI": self = .utf16
    case "BIN": self = .binary
    default: self = .latin9
    }
  }

  /// Signs of the longest text that is passed on.
  private static let signsMax = 2000

  func text(of bytes: ArraySlice<UInt8>) -> String {
    let decoded: String
    switch self {
    case .utf8: decoded = String(decoding: bytes, as: UTF8.self)
    // A text that is UTF-8 is nothing else, whatever a setting made the file say.
    case .latin9: decoded = String(validating: bytes, as: UTF8.self) ?? Self.readLatin9(bytes)
    case .gsm: decoded = Self.readGSM(bytes)
    case .utf16: decoded = Self.readUTF16(bytes)
    case .binary: decoded = ""
    }
    return Self.harmless(decoded)
  }

  private static func harmless(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(signsMax) {
      out.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    while out.last == " " { out.removeLast() }
    return String(out)
  }

  /// Where ISO 8859-15 is not Latin-1.
  private static let latin9Signs: [UInt8: Unicode.Scalar] = [
    0xA4: "€", 0xA6: "Š", 0xA8: "š", 0xB4: "Ž", 0xB8: "ž", 0xBC: "Œ", 0xBD: "œ", 0xBE: "Ÿ",
  ]

  private static func readLatin9(_ bytes: ArraySlice<UInt8>) -> String {
    var out = String.UnicodeScalarView()
    for byte in bytes { out.append(latin9Signs[byte] ?? Unicode.Scalar(byte)) }
    return String(out)
  }

  /// The GSM 7-bit alphabet in its order (3GPP TS 23.038, section 6.2.1).
  private static let gsmSigns = Array(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u{1B}ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
      .unicodeScalars
      + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà".unicodeScalars)

  private static func readGSM(_ bytes: ArraySlice<UInt8>) -> String {
    var out = String.UnicodeScalarView()
    for byte in bytes { out.append(gsmSigns[Int(byte & 0x7F)]) }
    return String(out)
  }

  private static func readUTF16(_ bytes: ArraySlice<UInt8>) -> String {
    let bytes = Array(bytes)
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map {
      UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
    }
    return String(decoding: units, as: UTF16.self)
  }
}
