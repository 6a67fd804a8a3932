import AmparoCore
import AmparoDesk
import AmparoHost
import AmparoWire

/// How connections come, are read, and go.
extension Server {
  func accept() {
    let end = Clock.monotonicNanoseconds() + ServerLimits.acceptNanoseconds
    while Clock.monotonicNanoseconds() < end {
      let socket: Descriptor
      do {
        guard let next = try listener.accept() else { return }
        socket = next
      } catch {
        log(.warning, .connections, "a connection could not be accepted: \(error)")
        return pauseAccepting()
      }
      do {
        try admit(socket)
      } catch {
        log(.warning, .connections, "a connection could not be taken in: \(error)")
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

  /// Admits a peer unless the house, or its user's share of it, is full. A crowd that is turned
  /// away costs as little as can be.
  private func admit(_ socket: Descriptor) throws(SystemError) {
    let uid = try PeerCredentials.user(of: socket)
    if let refusal = tooManyOfOne(uid) { return turnAway(socket, refusal) }
    let credentials = try PeerCredentials(of: socket)
    let peer = identify(credentials)
    if let refusal = fullHouse(peer) { return turnAway(socket, refusal) }
    let id = lastConnection
    lastConnection += 1
    let connection = Connection(
      id: ConnectionID(id), socket: socket, credentials: credentials, peer: peer,
      share: share(of: peer), lineBytes: limits.lineBytes)
    try loop.add(socket, .read, token: id)
    connections[id] = connection
    connectionsOfUser[uid, default: 0] += 1
  }

  private func turnAway(_ socket: Descriptor, _ refusal: String) {
    do {
      _ = try socket.send(Reply.failure(to: .none, .busy, refusal))
    } catch {
      // It has gone already, without waiting for an answer.
    }
    socket.close()
  }

  private func tooManyOfOne(_ uid: UInt32) -> String? {
    let own = connectionsOfUser[uid] ?? 0
    guard own >= limits.connectionsPerUser else { return nil }
    return "user \(uid) has \(own) connections, the most it may have; close one"
  }

  private func fullHouse(_ peer: Peer) -> String? {
    let room = limits.connections - (peer.roles.contains(.gateway) ? 0 : gatewayReserve)
    return connections.count >= room ? "\(connections.count) connections are open; try later" : nil
  }

  /// Kept when the user goes, so that nobody gains by coming again: the machine has few users.
  private func share(of peer: Peer) -> Share {
    let owner = Share.Owner(uid: peer.uid, isGateway: peer.roles.contains(.gateway))
    if let share = shares[owner] { return share }
    let share = Share(of: owner, at: Clock.monotonicNanoseconds())
    shares[owner] = share
    return share
  }

  /// Who the peer is by a configuration read anew. A terminal or worker that may less than before
  /// is cut off: what it asked for when it might, pages with their cards, would go on coming.
  func identifyAgain(_ connection: Connection) {
    let before = connection.peer
    connection.peer = identify(connection.credentials)
    // Where it stands in a queue, it is served from there once more.
    connection.share = share(of: connection.peer)
    let mayLess =
      !connection.peer.roles.isSuperset(of: before.roles)
      || connection.peer.actsFor != before.actsFor
    if mayLess && desk.isListening(connection.id) {
      log(
        .notice, .terminalCutOff,
        "a terminal of user \(before.uid) is cut off: the configuration gives it less than before")
      close(connection)
    }
  }

  /// Never more than an eighth of the house, so that a small one still has room for officers.
  private var gatewayReserve: Int { min(ServerLimits.gatewayReserve, limits.connections / 8) }

  func close(_ connection: Connection) {
    let id = connection.id.rawValue
    guard connections.removeValue(forKey: id) != nil else { return }
    connection.isClosed = true
    unreadBytes -= connection.unreadCounted
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
      return flush(id)
    }
    unreadBytes += connection.unread - connection.unreadCounted
    connection.unreadCounted = connection.unread
    if connection.isTooFarBehind(of: unreadEventsMost) {
      log(
        .warning, .terminalCutOff,
        "a terminal of user \(connection.peer.uid) is cut off: it left "
          + "\(connection.output.count) bytes of events unread")
      return close(connection)
    }
    if connection.isFinished { return close(connection) }
    resumeReplays(connection)
    enqueue(connection)
    watch(connection)
  }

  /// What one terminal may leave unread: less where all together leave much.
  private var unreadEventsMost: Int {
    unreadBytes > ServerLimits.unreadBytesOfAll
      ? ServerLimits.unreadReplyBytes : ServerLimits.unreadEventBytes
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
