import Glibc

/// Random bytes for the digests of personal parts, drawn from the system in larger bites, since a
/// system call for each row would cost as much as hashing it.
struct Salts {
  /// 128 random bits: the eighty million numbers of a country can't be tried against the digest.
  private static let bytes = 16

  /// Bytes drawn at a time: enough for a turn of the busiest minute.
  private static let poolBytes = 2048

  private var pool: [UInt8] = []

  mutating func next() -> [UInt8] {
    if pool.count < Self.bytes { refill() }
    defer { pool.removeLast(Self.bytes) }
    return Array(pool.suffix(Self.bytes))
  }

  private mutating func refill() {
    pool = [UInt8](unsafeUninitializedCapacity: Self.poolBytes) { bytes, count in
      if let start = bytes.baseAddress { arc4random_buf(start, bytes.count) }
      count = bytes.count
    }
  }
}
