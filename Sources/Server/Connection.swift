import AmparoCore
import AmparoDesk
import AmparoHost
import AmparoWire

/// One peer's connection: what has come in and not been served, what goes out and has not been
/// read. Used on the line's thread only.
final class Connection {
  let id: ConnectionID
  let socket: Descriptor
  let credentials: PeerCredentials
  var peer: Peer
  var frames: FrameReader
  /// Descriptors that came with requests not served yet, each with where in the stream the bytes
  /// end that it came with.
  private var descriptors: [(end: Int, descriptor: Descriptor)] = []
  private(set) var isTerminal = false
  /// The peer sends no more; it may still read.
  var hasEnded = false
  /// The peer is gone altogether: nobody reads a reply, but what it sent is served.
  var isGone = false
  /// Nothing more is served; it is closed once its last line is out.
  var isCutOff = false
  /// What epoll was last asked to watch.
  var watched: Interest = .read

  private var nextPlace: UInt64 = 0
  private var nextToSend: UInt64 = 0
  private var early: [UInt64: [UInt8]] = [:]
  private(set) var output = OutputBuffer()
  /// Bytes of the output that a terminal was owed when it came, as far as it has not read them; nil
  /// in the turn in which it comes.
  private var owed: Int? = 0

  init(
    id: ConnectionID, socket: Descriptor, credentials: PeerCredentials, peer: Peer,
    lineBytes: Int
  ) {
    self.id = id
    self.socket = socket
    self.credentials = credentials
    self.peer = peer
    self.frames = FrameReader(lineBytesMax: lineBytes)
  }

  /// Descriptors one connection may have waiting: one request at a time carries one.
  private static let descriptorsMax = 4

  /// Adds what was read, and keeps the descriptor that came with it for the request in it.
  func append(_ bytes: [UInt8], with descriptor: Descriptor?) {
    frames.append(bytes)
    guard let descriptor else { return }
    if descriptors.count < Self.descriptorsMax {
      descriptors.append((frames.position + frames.bufferedBytes, descriptor))
    } else {
      descriptor.close()
    }
  }

  /// Whether a descriptor came with the next line. One that came with lines before, and that none
  /// of them named, is closed: it must never be taken for a later request's.
  func hasDescriptor() -> Bool {
    while let first = descriptors.first, first.end <= frames.position {
      first.descriptor.close()
      descriptors.removeFirst()
    }
    return !descriptors.isEmpty
  }

  func takeDescriptor() -> Descriptor? {
    descriptors.isEmpty ? nil : descriptors.removeFirst().descriptor
  }

  func closeDescriptors() {
    for item in descriptors { item.descriptor.close() }
    descriptors = []
  }

  var outstanding: Int { Int(nextPlace - nextToSend) }

  /// Whether further requests of this peer are served now.
  var takesRequests: Bool {
    !isCutOff && outstanding < ServerLimits.outstandingReplies
      && (isTerminal || output.count < ServerLimits.unreadReplyBytes)
  }

  /// The places of requests that are worked on beside the line, until their replies come.
  var working: Set<UInt64> = []

  /// Whether the next line may be served now. A raise never waits for the work before it.
  var takesNext: Bool {
    takesRequests
      && (working.count < ServerLimits.workOfOne || frames.nextFrameContains("alert.raise"))
  }

  /// The place of the next request's reply.
  func takeSeat() -> Seat {
    defer { nextPlace += 1 }
    return Seat(connection: id, place: nextPlace)
  }

  /// Puts a reply in its place; it goes out when all before it have.
  func reply(_ line: [UInt8], at place: UInt64) {
    working.remove(place)
    guard place == nextToSend else {
      early[place] = line
      return
    }
    output.append(line)
    nextToSend += 1
    while let line = early.removeValue(forKey: nextToSend) {
      output.append(line)
      nextToSend += 1
    }
  }

  /// Whether nothing is left to do for it. A terminal that only listens stays.
  var isFinished: Bool {
    if isCutOff { return isGone || (output.isEmpty && outstanding == 0) }
    if frames.hasFrame && takesRequests { return false }
    if isGone && (hasEnded || !takesRequests) { return true }
    return hasEnded && !isTerminal && outstanding == 0 && output.isEmpty
  }

  func event(_ line: [UInt8]) {
    if !isTerminal {
      isTerminal = true
      owed = nil
    }
    output.append(line)
  }

  /// A terminal is not behind for what it is owed when it comes, every open page, however many:
  /// cut off for that, it would come back to the same for ever.
  var isTooFarBehind: Bool {
    isTerminal && output.count - (owed ?? output.count) > ServerLimits.unreadEventBytes
  }

  /// Writes what the peer takes now.
  func flush() throws(SystemError) {
    defer { owed = min(owed ?? output.count, output.count) }
    while !output.isEmpty {
      let outcome = try output.withUnsent { (bytes) throws(SystemError) in
        try socket.send(bytes)
      }
      switch outcome {
      case .sent(let count): output.removeFirst(count)
      case .wouldBlock: return
      }
    }
  }
}
