import AmparoCore
import AmparoDesk
import AmparoHost
import AmparoWire

/// In which order requests are served, and how what the desk lets go goes out.
extension Server {
  /// Serves every connection whose next request is a raise, before anything else: all of gateways',
  /// then the others' as far as there is time, and one of each user at the least.
  func serveRaises() {
    var left = ServerLimits.raisesPerTurn
    for share in shares.values where share.owner.isGateway {
      while left > 0, let connection = share.nextRaise() {
        left -= 1
        serve(connection, of: share, isRaise: true)
      }
    }
    let others = shares.values.filter { !$0.owner.isGateway && $0.hasRaises }
    guard !others.isEmpty else { return }
    for share in others {
      if let connection = share.nextRaise() { serve(connection, of: share, isRaise: true) }
    }
    serve(others, for: ServerLimits.raiseNanoseconds, isRaise: true)
  }

  /// Serves other requests: gateways' first, then the others', each as far as there is time; those
  /// of a user that has used up its share wait until some has come back.
  func serveOthers() {
    let waiting = shares.values.filter(\.hasOthers)
    serve(waiting.filter(\.owner.isGateway), for: ServerLimits.gatewayNanoseconds)
    serve(waiting.filter { !$0.owner.isGateway }, for: ServerLimits.otherNanoseconds)
  }

  /// Serves one request of each of these users after the other, until the time is up.
  private func serve(_ users: [Share], for nanoseconds: Int64, isRaise: Bool = false) {
    guard !users.isEmpty else { return }
    let end = Clock.monotonicNanoseconds() + nanoseconds
    // From the end: whoever has most left has asked for least.
    var users = users.sorted { $0.left < $1.left }
    var now = end - nanoseconds
    while now < end, !users.isEmpty {
      for (index, share) in users.enumerated().reversed() {
        if isOpen(share, at: now), let next = isRaise ? share.nextRaise() : share.nextOther() {
          serve(next, of: share, isRaise: isRaise)
        } else {
          users.remove(at: index)
        }
        now = Clock.monotonicNanoseconds()
        if now >= end { return }
      }
    }
  }

  /// Whether the user's requests are served now. A stop serves all that has come in.
  private func isOpen(_ share: Share, at now: Int64) -> Bool { isStopping || share.isOpen(at: now) }

  /// Whether something of the user's is to be done at once.
  func isServable(_ share: Share, at now: Int64) -> Bool {
    share.hasRaises || (share.hasOthers && isOpen(share, at: now))
  }

  /// Serves the next request of a connection, and puts it back where it has more.
  private func serve(_ connection: Connection, of share: Share, isRaise: Bool) {
    guard connection.takesNext, connection.hasFrame else { return }
    let start = Clock.monotonicNanoseconds()
    let raises = desk.raiseCount
    serveNext(connection)
    if desk.raiseCount > raises {
      connection.falseRaises = 0
    } else if isRaise {
      connection.falseRaises += 1
    }
    enqueue(connection, isLaden: true)
    if isRaise { raised.insert(connection.id.rawValue) }
    // A gateway's raises cost it nothing: what it asks beside them is part of the same calls.
    guard !isRaise || !share.owner.isGateway else { return }
    share.servedInTurn += 1
    let now = Clock.monotonicNanoseconds()
    share.use(now - start, at: now)
  }

  /// Charges what the turn has spent on the requests of all users together, its commit above all.
  func shareOut(_ nanoseconds: Int64) {
    let served = shares.values.reduce(0) { $0 + $1.servedInTurn }
    guard served > 0 else { return }
    let now = Clock.monotonicNanoseconds()
    for share in shares.values where share.servedInTurn > 0 {
      share.use(nanoseconds * share.servedInTurn / served, at: now)
      share.servedInTurn = 0
    }
  }

  /// Serves the next request of the connection.
  private func serveNext(_ connection: Connection) {
    let hasDescriptor = connection.hasDescriptor()
    switch connection.takeFrame() {
    case nil: return
    case .tooLarge:
      let seat = connection.takeSeat()
      connection.isCutOff = true
      connection.reply(
        Reply.failure(
          to: .none, .tooLarge, "a line is at most \(limits.lineBytes) bytes long"),
        at: seat.place)
      toFlush(connection)
    case .line(let bytes):
      let seat = connection.takeSeat()
      let isNamed = desk.handle(
        bytes, from: connection.peer, seat: seat, hasDescriptor: hasDescriptor)
      if desk.isUnderWay(seat) { connection.working.insert(seat.place) }
      if isNamed { claimed[seat] = connection.takeDescriptor() }
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
        toFlush(connection)
      case .send(let task): services.send(task)
      case .withdraw(let page, let channel): services.withdraw(page, channel)
      case .drillCall(let channel): services.drillCall(channel)
      case .work(let seat, let work): perform(work, seat)
      case .reload(let seat): services.reload(seat)
      case .discard(let discarded): services.discard(discarded)
      case .makeRoom:
        if services.makeRoom() { tellRoomGivenUp() }
      case .log(let entry): tell(entry)
      }
    }
    // Those of requests that were refused.
    for descriptor in claimed.values { descriptor.close() }
    claimed.removeAll()
  }

  /// Writes what peers take now: to whoever asked for a raise first, then to gateways and to the
  /// others for as long as there is time; the rest waits for the next turn.
  func writeOut() {
    while let id = raised.popFirst() { flush(id) }
    writeOut(\.flushedGateways)
    writeOut(\.flushed)
  }

  /// Whether some are still to be written to.
  var isWritingLeft: Bool { !flushed.isEmpty || !flushedGateways.isEmpty }

  private func writeOut(_ list: ReferenceWritableKeyPath<Server, FlushList>) {
    var at = Clock.monotonicNanoseconds()
    let end = at + ServerLimits.writeNanoseconds
    while at < end, let id = self[keyPath: list].popFirst() {
      let share = connections[id]?.share
      flush(id)
      let now = Clock.monotonicNanoseconds()
      share?.use(now - at, at: now)
      at = now
    }
  }

  private func reply(_ line: [UInt8], _ seat: Seat) {
    guard let connection = connections[seat.connection.rawValue] else { return }
    connection.reply(line, at: seat.place)
    rest(connection, seat)
    toFlush(connection)
  }

  /// Forgets that a request of the connection is worked on, where it is no more.
  private func rest(_ connection: Connection, _ seat: Seat) {
    if !desk.isUnderWay(seat) { connection.working.remove(seat.place) }
  }

  /// Takes what work beside the line has brought.
  func finish(
    _ work: Work, at seat: Seat, with result: WorkResult, nanoseconds: Int64
  ) {
    desk.finish(work, at: seat, with: result)
    if let share = working.removeValue(forKey: seat) {
      share.workUnderWay -= 1
      share.servedInTurn += 1
      share.use(nanoseconds, at: Clock.monotonicNanoseconds())
    }
    guard let connection = connections[seat.connection.rawValue] else { return }
    rest(connection, seat)
    toFlush(connection)
  }

  private func perform(_ work: Work, _ seat: Seat) {
    let connection = connections[seat.connection.rawValue]
    if case .replay = work, let connection, !connection.takesReplay {
      return connection.pausedReplays.append((seat, work))
    }
    let descriptor = work.wantsDescriptor ? claimed.removeValue(forKey: seat) : nil
    let hasRoom = connection.map { $0.share.workUnderWay < ServerLimits.workOfUser } ?? true
    if hasRoom, services.perform(work, seat, descriptor) {
      connection?.share.workUnderWay += 1
      working[seat] = connection?.share
      return
    }
    descriptor?.close()
    let error = RequestError(.busy, "too many lists, reports and checks are under way; try later")
    refused.append((work, seat, error))
  }

  /// Goes on with replays that waited for the peer to read what it had of them.
  func resumeReplays(_ connection: Connection) {
    guard !connection.pausedReplays.isEmpty, connection.takesReplay else { return }
    let paused = connection.pausedReplays
    connection.pausedReplays = []
    for (seat, work) in paused { perform(work, seat) }
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
    if schedule.takeRoom(now) { keepRoom(now) }
    if schedule.takeUpkeep(now) {
      keepRoom(now)
      if let head = services.chainHead() {
        desk.notedHead = head
        log(.notice, .chainHead, "chain head \(head)", fields: ["AMPARO_HEAD": head])
      }
      desk.checkBackups()
    }
    if schedule.takeSettle(now, isFailing: desk.isToSettle) { desk.settle() }
    if let step = clock.step(at: now) {
      desk.set("clock", .warning, "the wall clock was stepped by \(step.milliseconds) ms")
    }
    return isSignDue
  }

  private func keepRoom(_ now: Moment) {
    if services.keepRoom() {
      schedule.haveRoom()
      desk.set("ballast", .ok, "room is kept for a full disk")
    } else {
      schedule.lackRoom(now)
      desk.set("ballast", .warning, "the disk has no room for the ballast file")
    }
  }

  /// Storage goes on by what was given up, and is well soon: without this nobody would be told
  /// that the disk is full before that is used up, too.
  private func tellRoomGivenUp() {
    log(.alarm, .ballastGivenUp, "the ballast file was given up for a full disk")
    schedule.lackRoom(clock.now())
    desk.set("ballast", .warning, "the disk is full, and the ballast file was given up; make room")
  }
}
