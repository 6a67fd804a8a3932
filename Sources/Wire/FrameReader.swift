/// Cuts the bytes of one connection into lines.
///
/// Work is linear in the bytes that arrive, however small their pieces: no byte is searched twice.
/// What is kept is bounded as long as the caller appends no more than ``room``.
package struct FrameReader: Sendable {
  package enum Frame: Equatable, Sendable {
    /// One line without its end. It shares the reader's storage: let go of it before appending, or
    /// the storage is copied.
    case line(ArraySlice<UInt8>)
    /// A line longer than the limit. It comes once and nothing comes after it, since where the next
    /// line would begin is not worth waiting for.
    case tooLarge
  }

  /// The protocol's limit for a line, without its end.
  package static let lineBytesMax = 65_536
  /// What may wait beyond one longest line: enough for one large read of pipelined requests.
  private static let pipelinedBytesMax = 65_536
  /// An emptied buffer larger than this is given back, so that an idle connection costs little.
  private static let idleBytesMax = 4096

  private let lineBytesMax: Int
  private var buffer: [UInt8] = []
  /// Where the next line begins.
  private var head = 0
  /// Up to here there is no end of line after `head`.
  private var searched = 0
  private var isFinished = false
  private var appendedBytes = 0

  package init(lineBytesMax: Int = FrameReader.lineBytesMax) { self.lineBytesMax = lineBytesMax }

  /// Bytes that wait: lines not taken yet and the beginning of one.
  package var bufferedBytes: Int { buffer.count - head }

  /// How many bytes came before the next line, counted from the connection's first: where in the
  /// stream it begins.
  package var position: Int { appendedBytes - bufferedBytes }

  /// How many bytes may be appended now. It is never 0 while no line is complete, so a caller that
  /// takes lines when there is no room cannot get stuck.
  package var room: Int {
    isFinished ? 0 : max(0, lineBytesMax + 2 + Self.pipelinedBytesMax - bufferedBytes)
  }

  /// Whether a line was too long: the connection has nothing more to say.
  package var hasFinished: Bool { isFinished }

  /// Adds bytes as they were read. After a line that was too long they are thrown away.
  package mutating func append(_ bytes: some Collection<UInt8>) {
    guard !isFinished else { return }
    compact()
    buffer.append(contentsOf: bytes)
    appendedBytes += bytes.count
  }

  /// Takes the next line; nil while none is complete. Empty lines are passed over.
  package mutating func next() -> Frame? {
    guard !isFinished else { return nil }
    switch findLine() {
    case .none: return nil
    case .tooLong:
      isFinished = true
      buffer = []
      head = 0
      return .tooLarge
    case .found(let line):
      let frame = Frame.line(buffer[line])
      // The search stopped at the line feed.
      head = searched + 1
      searched = head
      return frame
    }
  }

  /// Whether ``next()`` would answer something.
  package var hasFrame: Bool {
    mutating get {
      guard !isFinished else { return false }
      switch findLine() {
      case .none: return false
      case .tooLong, .found: return true
      }
    }
  }

  /// Looks at the next line without taking it; nil while none is complete, or where it is too long.
  package mutating func peek() -> ArraySlice<UInt8>? {
    guard !isFinished, case .found(let line) = findLine() else { return nil }
    return buffer[line]
  }

  /// Whether the next complete line has `word` somewhere in it: a cheap question by which a line
  /// can be served ahead of others before it is read. A word written with escapes is not found.
  package mutating func nextFrameContains(_ word: StaticString) -> Bool {
    guard let line = peek() else { return false }
    return line.withUnsafeBufferPointer { line in
      word.withUTF8Buffer { word in Self.contains(line, word) }
    }
  }

  private static func contains(
    _ line: UnsafeBufferPointer<UInt8>, _ word: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard !word.isEmpty else { return true }
    // A byte that the word has not rules out every place that covers it.
    let letters = ByteSet(word)
    var end = word.count - 1
    while end < line.count {
      guard letters.contains(line[end]) else {
        end += word.count
        continue
      }
      let start = end - (word.count - 1)
      if word.indices.allSatisfy({ line[start + $0] == word[$0] }) { return true }
      end += 1
    }
    return false
  }

  private enum Search {
    case none
    case tooLong
    case found(Range<Int>)
  }

  /// Finds the next line that is not empty, and leaves `searched` at its line feed.
  private mutating func findLine() -> Search {
    while let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
      searched = end
      let hasReturn = end > head && buffer[end - 1] == UInt8(ascii: "\r")
      let line = head..<(hasReturn ? end - 1 : end)
      if line.count > lineBytesMax { return .tooLong }
      if !line.isEmpty { return .found(line) }
      head = end + 1
      searched = head
    }
    searched = buffer.count
    // One byte more is still right if it is the return before a line feed to come.
    let isOver =
      bufferedBytes > lineBytesMax + 1
      || (bufferedBytes > lineBytesMax && buffer.last != UInt8(ascii: "\r"))
    return isOver ? .tooLong : .none
  }

  /// Gives back what was taken. Only when it is at least half of the buffer, so that on average no
  /// byte is moved more than once.
  private mutating func compact() {
    guard head > 0, head >= buffer.count - head else { return }
    if head == buffer.count, buffer.capacity > Self.idleBytesMax {
      buffer = []
    } else {
      buffer.removeSubrange(..<head)
    }
    searched -= head
    head = 0
  }
}
