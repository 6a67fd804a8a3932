import AmparoHost

/// A connection to Asterisk's manager: the socket, and what is said over it.
final class ManagerLink {
  let descriptor: Descriptor
  private var session: ManagerSession
  private var outgoing: [UInt8] = []
  private var isConnected = false

  /// What may wait for Asterisk to read it, in bytes: all open actions at their longest. Beyond
  /// that it does not read.
  private static let outgoingBytesMax = 1 << 20
  private static let readBytes = 65_536

  init(_ address: LoopbackAddress, _ session: ManagerSession) throws(SystemError) {
    descriptor = try address.connect()
    self.session = session
  }

  var isReady: Bool { session.isReady }
  var wake: Int64 { session.wake }
  /// Whether room to write is wanted.
  var interest: Interest { isConnected && outgoing.isEmpty ? .read : [.read, .write] }

  /// Takes what is there now, and says what it came to.
  func take(now: Int64) -> [ManagerHappening] {
    if !isConnected {
      if let failure = descriptor.connectFailure() { return [.lost("\(failure)")] }
      isConnected = true
    }
    var found: [ManagerHappening] = []
    do throws(SystemError) {
      while true {
        switch try descriptor.receive(max: Self.readBytes) {
        case .bytes(let bytes, _): found += session.receive(bytes, now: now)
        case .closed: return found + [.lost("Asterisk has closed the connection")]
        case .wouldBlock: return found
        }
        if let last = found.last, Self.isEnd(last) { return found }
      }
    } catch {
      return found + [.lost("\(error)")]
    }
  }

  private static func isEnd(_ happening: ManagerHappening) -> Bool {
    switch happening {
    case .lost, .loginRefused: true
    case .ready, .dialRefused, .drillRefused: false
    }
  }

  /// Asks something of the session.
  func ask(_ body: (inout ManagerSession) -> [ManagerHappening]) -> [ManagerHappening] {
    body(&session)
  }

  /// Sends what there is to send, as far as the socket takes it.
  func flush() -> [ManagerHappening] {
    outgoing += session.takeOutput()
    guard isConnected else { return [] }
    guard outgoing.count <= Self.outgoingBytesMax else {
      return [.lost("Asterisk does not read what it is told")]
    }
    do throws(SystemError) {
      while !outgoing.isEmpty {
        switch try descriptor.send(outgoing) {
        case .sent(let count): outgoing.removeFirst(count)
        case .wouldBlock: return []
        }
      }
    } catch {
      return [.lost("\(error)")]
    }
    return []
  }
}
