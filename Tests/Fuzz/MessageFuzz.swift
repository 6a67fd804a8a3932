import AmparoTelephony

enum MessageFuzz {
  /// Signs of the longest text that is passed on.
  private static let signsMax = 2000

  /// Whatever the text was, no control character of it is left, and it is bounded.
  static func run(_ bytes: [UInt8]) {
    let file = MessageFile(bytes)
    let text = file.text
    precondition(text.unicodeScalars.count <= signsMax)
    precondition(!text.unicodeScalars.contains { $0.properties.generalCategory == .control })
    for number in [file.sender, file.caller] {
      precondition(number.map { $0.utf8.allSatisfy { (0x2B...0x39).contains($0) } } ?? true)
    }
    _ = file.digits("To")
    _ = file.report.header("Status")
  }
}
