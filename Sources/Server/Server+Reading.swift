import AmparoDesk
import AmparoHost
import AmparoWire

/// How what peers send is taken in.
extension Server {
  /// Takes note of what epoll found of a connection, and puts it with those to be read.
  func take(
    _ event: ReadyEvent, gateways: inout [Connection], others: inout [Connection]
  ) {
    guard let connection = connections[event.token] else { return }
    if event.hungUp { connection.isGone = true }
    if event.writable || event.hungUp { toFlush(connection) }
    guard event.readable || event.hungUp else { return }
    if connection.share.owner.isGateway {
      gateways.append(connection)
    } else {
      others.append(connection)
    }
  }

  /// Reads what these have sent, in the order it came, for as long as there is time: epoll tells of
  /// the rest again, and the next turn goes on with `next`. Those who sent much come last.
  func read(
    _ connections: [Connection], from next: inout ConnectionID?, for nanoseconds: Int64
  ) {
    var at = Clock.monotonicNanoseconds()
    let end = at + nanoseconds
    let first = connections.firstIndex { $0.id == next } ?? 0
    let inTurn = connections[first...] + connections[..<first]
    next = nil
    for connection in inTurn.filter({ !$0.hasMuch }) + inTurn.filter(\.hasMuch) {
      guard at < end else {
        next = connection.id
        return
      }
      read(connection)
      let now = Clock.monotonicNanoseconds()
      connection.share.use(now - at, at: now)
      at = now
    }
  }

  /// Has the connection written to at the end of the turn.
  func toFlush(_ connection: Connection) {
    if connection.share.owner.isGateway {
      flushedGateways.insert(connection.id.rawValue)
    } else {
      flushed.insert(connection.id.rawValue)
    }
  }

  private func read(_ connection: Connection) {
    guard connection.takesRequests, !connection.hasFrame, !connection.hasEnded else { return }
    toFlush(connection)
    do {
      switch try connection.socket.receive(max: ServerLimits.readBytesPerTurn) {
      case .bytes(let bytes, let descriptor):
        connection.hasMuch = bytes.count == ServerLimits.readBytesPerTurn
        connection.append(bytes, with: descriptor)
      case .wouldBlock: break
      case .closed: connection.hasEnded = true
      }
      enqueue(connection)
    } catch {
      close(connection)
    }
  }

  /// Has the next request served, where there is one and the peer may ask now.
  func enqueue(_ connection: Connection, isLaden: Bool = false) {
    guard connection.hasFrame, connection.takesNext else { return }
    connection.share.add(connection, isLaden: isLaden || connection.hasMuch)
  }

  /// Asks epoll for what this connection can use now, and no more.
  func watch(_ connection: Connection) {
    var wanted: Interest = []
    if connection.takesRequests && !connection.hasFrame && !connection.hasEnded {
      wanted.insert(.read)
    }
    if !connection.output.isEmpty { wanted.insert(.write) }
    guard wanted != connection.watched else { return }
    connection.watched = wanted
    do {
      try loop.modify(connection.socket, wanted, token: connection.id.rawValue)
    } catch {
      close(connection)
    }
  }
}
