import Glibc

/// Lines typed on standard input, read without waiting for more than what is there.
struct LineInput {
  private var buffer: [UInt8] = []

  /// The longest line typed; a longer one is cut.
  private static let lineBytesMax = 4096

  /// The whole lines that are there; nil at the end of the input.
  mutating func read() -> [String]? {
    var chunk = [UInt8](repeating: 0, count: Self.lineBytesMax)
    let count = Glibc.read(STDIN_FILENO, &chunk, chunk.count)
    guard count > 0 else { return nil }
    buffer.append(contentsOf: chunk.prefix(count))
    if buffer.count > Self.lineBytesMax { buffer.append(UInt8(ascii: "\n")) }
    var parts = buffer.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    buffer = parts.popLast().map(Array.init) ?? []
    return parts.map { String(decoding: $0, as: UTF8.self) }
  }
}
