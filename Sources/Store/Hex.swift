import AmparoCore

/// Bytes as people compare them.
enum Hex {
  private static let digits = Array("0123456789abcdef")

  static func text(_ bytes: [UInt8]) -> String {
    String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}

extension StoredEntry {
  /// The row's link as people compare it.
  package var hashText: String { Hex.text(hash) }
}
