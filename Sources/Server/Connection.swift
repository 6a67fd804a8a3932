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
  /// Descriptors that came with requests not served yet.
  var descriptors: [Descriptor] = []
  var isTerminal = false
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
  static let descriptorsMax = 4

  var outstanding: Int { Int(nextPlace - nextToSend) }

  /// Whether further requests of this peer are served now.
  var takesRequests: Bool {
    !isCutOff && outstanding < ServerLimits.outstandingReplies
      && (isTerminal || output.count < ServerLimits.unreadReplyBytes)
  }

  /// The place of the next request's reply.
  func takeSeat() -> Seat {
    defer { nextPlace += 1 }
    return Seat(connection: id, place: nextPlace)
  }

  /// Puts a reply in its place; it goes out when all before it have.
  func reply(_ line: [UInt8], at place: UInt64) {
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

  func event(_ line: [UInt8]) { output.append(line) }

  var isTooFarBehind: Bool { isTerminal && output.count > ServerLimits.unreadEventBytes }

  /// Writes what the peer takes now.
  func flush() throws(SystemError) {
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
