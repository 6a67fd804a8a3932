import AmparoCore
import AmparoDesk
import AmparoHost
import AmparoWire

/// In which order requests are served, and how what the desk lets go goes out.
extension Server {
  /// Serves every connection whose next request is a raise, before anything else.
  func serveRaises() {
    var left = ServerLimits.raisesPerTurn
    for id in waiting {
      guard let connection = connections[id] else { continue }
      while left > 0, connection.takesRequests, connection.frames.nextFrameContains("alert.raise") {
        left -= 1
        serveNext(connection)
      }
    }
  }

  /// Serves other requests in turn, one of each connection at a time, gateways first, within this
  /// turn's share.
  func serveOthers() {
    var requests = ServerLimits.othersPerTurn
    var bytes = ServerLimits.otherBytesPerTurn
    let gateways = waiting.filter { connections[$0]?.peer.roles.contains(.gateway) == true }
    var order = gateways + waiting.filter { !gateways.contains($0) }
    while requests > 0, bytes > 0, !order.isEmpty {
      var next: [UInt64] = []
      for id in order where requests > 0 && bytes > 0 {
        guard let connection = connections[id], connection.takesNext else { continue }
        guard let size = serveNext(connection) else { continue }
        requests -= 1
        bytes -= size
        if connection.frames.hasFrame { next.append(id) }
      }
      order = next
    }
    rotate()
  }

  /// Keeps those that still have something to serve; the ones served last go to the end.
  private func rotate() {
    waiting = waiting.filter { id in
      guard let connection = connections[id] else { return false }
      return connection.frames.hasFrame && connection.takesNext
    }
    if waiting.count > ServerLimits.othersPerTurn {
      let served = waiting.prefix(ServerLimits.othersPerTurn)
      waiting = Array(waiting.dropFirst(served.count)) + served
    }
  }

  /// Serves the next request of the connection and returns its size in bytes, nil if there is none.
  @discardableResult
  private func serveNext(_ connection: Connection) -> Int? {
    let hasDescriptor = connection.hasDescriptor()
    switch connection.frames.next() {
    case nil: return nil
    case .tooLarge:
      let seat = connection.takeSeat()
      connection.isCutOff = true
      connection.reply(
        Reply.failure(
          to: .none, .tooLarge, "a line is at most \(limits.lineBytes) bytes long"),
        at: seat.place)
      flushed.insert(connection.id.rawValue)
      return limits.lineBytes
    case .line(let bytes):
      let seat = connection.takeSeat()
      let isNamed = desk.handle(
        bytes, from: connection.peer, seat: seat, hasDescriptor: hasDescriptor)
      if desk.isUnderWay(seat) { connection.working.insert(seat.place) }
      if isNamed { claimed[seat] = connection.takeDescriptor() }
      return bytes.count
    }
  }

  /// Carries out what the desk let go: everything is queued first, then each connection is written
  /// to once.
  func carryOut(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .reply(let seat, let line): reply(line, seat)
      case .event(let id, let line):
        guard let connection = connections[id.rawValue] else { continue }
        connection.event(line)
        flushed.insert(id.rawValue)
      case .send(let task): services.send(task)
      case .withdraw(let page, let channel): services.withdraw(page, channel)
      case .drillCall(let channel): services.drillCall(channel)
      case .work(let seat, let work): perform(work, seat)
      case .reload(let seat): services.reload(seat)
      case .discard(let discarded): services.discard(discarded)
      case .makeRoom:
        if services.makeRoom() {
          log(.alarm, .ballastGivenUp, "the ballast file was given up for a full disk")
        }
      case .log(let entry): tell(entry)
      }
    }
    // Those of requests that were refused.
    for descriptor in claimed.values { descriptor.close() }
    claimed.removeAll()
    for id in flushed { flush(id) }
    flushed.removeAll()
  }

  private func reply(_ line: [UInt8], _ seat: Seat) {
    guard let connection = connections[seat.connection.rawValue] else { return }
    connection.reply(line, at: seat.place)
    flushed.insert(seat.connection.rawValue)
  }

  private func perform(_ work: Work, _ seat: Seat) {
    let descriptor = work.wantsDescriptor ? claimed.removeValue(forKey: seat) : nil
    guard !services.perform(work, seat, descriptor) else { return }
    descriptor?.close()
    let error = RequestError(.busy, "too many lists, reports and checks are under way; try later")
    refused.append((work, seat, error))
  }

  /// What is due by the server's own schedule. Returns whether the service manager is to be given a
  /// sign of life once this turn's commit has come back: one that hangs must not look alive. A
  /// commit that fails does come back, and the line goes on paging without it.
  func keepSchedule(_ now: Moment) -> Bool {
    for (work, seat, error) in refused { desk.finish(work, at: seat, with: .failed(error)) }
    refused = []
    acceptAgain(now)
    if schedule.takeHeartbeat(now) { desk.beat() }
    let isSignDue = schedule.takeWatchdog(now)
    if isSignDue { desk.proveAlive() }
    if schedule.takeUpkeep(now) {
      if services.keepRoom() {
        desk.set("ballast", .ok, "room is kept for a full disk")
      } else {
        desk.set("ballast", .warning, "the disk has no room for the ballast file")
      }
      if let head = services.chainHead() {
        desk.notedHead = head
        log(.notice, .chainHead, "chain head \(head)", fields: ["AMPARO_HEAD": head])
      }
      desk.checkBackups()
    }
    if schedule.takeSettle(now, isOwing: desk.isOwing) { desk.settle() }
    if let step = clock.step(at: now) {
      desk.set("clock", .warning, "the wall clock was stepped by \(step.milliseconds) ms")
    }
    return isSignDue
  }
}
