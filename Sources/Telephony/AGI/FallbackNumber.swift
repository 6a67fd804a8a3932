import AmparoHost

/// The number that takes a call Amparo cannot lead on, kept in a small file of its own so that it
/// is there when nothing else is.
package enum FallbackNumber {
  private static let bytesMax = 4096

  /// The first line of the file that is neither empty nor a comment (`#`); what is wrong is told in
  /// a sentence without the number.
  package static func read(_ path: String) throws(FileError) -> String {
    let text = String(decoding: try Files.read(path, max: bytesMax), as: UTF8.self)
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split(whereSeparator: \.isWhitespace).joined()
      if words.isEmpty || words.hasPrefix("#") { continue }
      guard ChannelText.isDialable(words) else {
        throw FileError("\(path) does not hold a number such as +34968111000 or 112")
      }
      return words
    }
    throw FileError("\(path) holds no number")
  }
}
