/// Bytes on their way out, appended at one end and taken from the other.
struct OutputBuffer {
  private var bytes: [UInt8] = []
  private var start = 0

  var count: Int { bytes.count - start }
  var isEmpty: Bool { start == bytes.count }

  mutating func append(_ line: [UInt8]) {
    if isEmpty {
      bytes = line
      start = 0
    } else {
      bytes.append(contentsOf: line)
    }
  }

  func withUnsent<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try bytes.withUnsafeBufferPointer { (all) throws(Failure) in
      try body(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: all[start...])))
    }
  }

  /// Forgets what was sent, and gives the room back once half of it is stale.
  mutating func removeFirst(_ count: Int) {
    start += count
    if isEmpty {
      bytes = []
      start = 0
    } else if start > bytes.count / 2 {
      bytes.removeFirst(start)
      start = 0
    }
  }
}
