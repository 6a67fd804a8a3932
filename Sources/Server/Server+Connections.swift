import AmparoCore
import AmparoDesk
import AmparoHost
import AmparoWire

/// How connections come, are read, and go.
extension Server {
  func accept() {
    for _ in 0..<ServerLimits.acceptsPerTurn {
      do {
        guard let socket = try listener.accept() else { return }
        try admit(socket)
      } catch {
        log(.warning, .connections, "a connection could not be accepted: \(error)")
        return pauseAccepting()
      }
    }
  }

  /// With no descriptor left the listener would be reported for ever; it is left alone for a while
  /// instead, and those connected are served.
  private func pauseAccepting() {
    do {
      try loop.modify(listener.descriptor, [], token: Token.listener)
      acceptAgainAt = clock.now().line + ServerLimits.acceptPause.milliseconds
    } catch {
      log(.warning, .connections, "the listener could not be paused: \(error)")
    }
  }

  func acceptAgain(_ now: Moment) {
    guard let due = acceptAgainAt, due <= now.line else { return }
    do {
      try loop.modify(listener.descriptor, .read, token: Token.listener)
      acceptAgainAt = nil
    } catch {
      log(.warning, .connections, "the listener could not be watched again: \(error)")
    }
  }

  /// Admits a peer unless the house, or its user's share of it, is full.
  private func admit(_ socket: Descriptor) throws(SystemError) {
    let credentials = try PeerCredentials(of: socket)
    let peer = identify(credentials)
    if let refusal = fullHouse(peer) {
      _ = try socket.send(Reply.failure(to: .none, .busy, refusal))
      return socket.close()
    }
    let id = lastConnection
    lastConnection += 1
    let connection = Connection(
      id: ConnectionID(id), socket: socket, credentials: credentials, peer: peer,
      lineBytes: limits.lineBytes)
    try loop.add(socket, .read, token: id)
    connections[id] = connection
    connectionsOfUser[peer.uid, default: 0] += 1
  }

  private func fullHouse(_ peer: Peer) -> String? {
    let own = connectionsOfUser[peer.uid] ?? 0
    if own >= limits.connectionsPerUser {
      return "user \(peer.uid) has \(own) connections, the most it may have; close one"
    }
    let room = limits.connections - (peer.roles.contains(.gateway) ? 0 : gatewayReserve)
    return connections.count >= room ? "\(connections.count) connections are open; try later" : nil
  }

  /// Never more than an eighth of the house, so that a small one still has room for officers.
  private var gatewayReserve: Int { min(ServerLimits.gatewayReserve, limits.connections / 8) }

  func take(_ event: ReadyEvent) {
    guard let connection = connections[event.token] else { return }
    if event.hungUp { connection.isGone = true }
    if event.readable || event.hungUp { read(connection) }
    flushed.insert(event.token)
  }

  private func read(_ connection: Connection) {
    guard connection.takesRequests, !connection.frames.hasFrame, !connection.hasEnded else {
      return
    }
    do {
      var budget = ServerLimits.readBytesPerTurn
      while budget > 0 {
        switch try connection.socket.receive(max: budget) {
        case .bytes(let bytes, let descriptor):
          // Less than was asked for: the socket is empty, or will be reported again.
          budget = bytes.count < budget ? 0 : budget - bytes.count
          connection.append(bytes, with: descriptor)
        case .wouldBlock: budget = 0
        case .closed:
          connection.hasEnded = true
          budget = 0
        }
      }
      if connection.frames.hasFrame { enqueue(connection) }
    } catch {
      close(connection)
    }
  }

  func enqueue(_ connection: Connection) {
    let id = connection.id.rawValue
    if !waiting.contains(id) { waiting.append(id) }
  }

  func close(_ connection: Connection) {
    let id = connection.id.rawValue
    guard connections.removeValue(forKey: id) != nil else { return }
    waiting.removeAll { $0 == id }
    desk.disconnected(connection.id)
    loop.remove(connection.socket)
    connection.closeDescriptors()
    connection.socket.close()
    let uid = connection.credentials.uid
    let left = (connectionsOfUser[uid] ?? 1) - 1
    connectionsOfUser[uid] = left > 0 ? left : nil
  }

  /// Writes what the peer takes, and closes a connection that is finished or too far behind.
  func flush(_ id: UInt64) {
    guard let connection = connections[id] else { return }
    do {
      try connection.flush()
    } catch {
      connection.isGone = true
    }
    if connection.isTooFarBehind {
      log(
        .warning, .terminalCutOff,
        "a terminal of user \(connection.peer.uid) is cut off: it left "
          + "\(connection.output.count) bytes of events unread")
      return close(connection)
    }
    if connection.isFinished { return close(connection) }
    if connection.frames.hasFrame && connection.takesNext { enqueue(connection) }
    watch(connection)
  }

  /// Asks epoll for what this connection can use now, and no more.
  private func watch(_ connection: Connection) {
    var wanted: Interest = []
    if connection.takesRequests && !connection.hasEnded { wanted.insert(.read) }
    if !connection.output.isEmpty { wanted.insert(.write) }
    guard wanted != connection.watched else { return }
    connection.watched = wanted
    do {
      try loop.modify(connection.socket, wanted, token: connection.id.rawValue)
    } catch {
      close(connection)
    }
  }

  func log(
    _ urgency: LogEntry.Urgency, _ message: LogMessage, _ text: String,
    fields: [String: String] = [:]
  ) {
    tell(LogEntry(urgency, message, text, fields: fields))
  }

  func tell(_ entry: LogEntry) {
    SystemLog.line(
      entry.urgency.priority, entry.text, id: entry.message.rawValue, fields: entry.fields)
  }
}

extension LogEntry.Urgency {
  /// Levels of syslog(3), as sd-daemon(3) marks them.
  var priority: SystemLog.Priority {
    switch self {
    case .info: .info
    case .notice: .notice
    case .warning: .warning
    case .alarm: .critical
    }
  }
}
