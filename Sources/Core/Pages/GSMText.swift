/// The plain part of the GSM 7-bit alphabet (3GPP TS 23.038, section 6.2.1) that is also ASCII, so
/// that one message holds 160 signs on every telephone.
package enum GSMText {
  /// Signs of one message.
  package static let signsMax = 160

  /// ASCII signs that the alphabet lacks, or has only by two signs.
  private static let missing = Set("[\\]^`{|}~".utf8)

  package static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x20..<0x7F).contains($0) && !missing.contains($0) }
  }

  package static func fitsOneMessage(_ text: String) -> Bool {
    text.utf8.count <= signsMax && isPlain(text)
  }
}
