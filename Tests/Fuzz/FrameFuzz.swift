import AmparoWire

enum FrameFuzz {
  private static let lineBytesMax = 16

  /// Lines are the same however the bytes were cut into pieces. The first byte says how.
  static func run(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    let rest = Array(bytes.dropFirst())
    let whole = frames(rest, piece: max(1, rest.count))
    let cut = frames(rest, piece: 1 + Int(first) % 7)
    precondition(whole == cut, "the lines depend on how the bytes came")
    for case .line(let line) in whole {
      precondition(!line.isEmpty && line.count <= lineBytesMax && !line.contains(0x0A))
    }
  }

  private static func frames(_ bytes: [UInt8], piece: Int) -> [FrameReader.Frame] {
    var reader = FrameReader(lineBytesMax: lineBytesMax)
    var found: [FrameReader.Frame] = []
    for start in stride(from: 0, to: bytes.count, by: piece) {
      reader.append(bytes[start..<min(bytes.count, start + piece)])
      while true {
        let has = reader.hasFrame
        _ = reader.nextFrameContains("op")
        let next = reader.next()
        precondition(has == (next != nil))
        guard let next else { break }
        found.append(next)
      }
      precondition(reader.hasFinished || reader.room > 0, "a reader without room is stuck")
    }
    return found
  }
}
