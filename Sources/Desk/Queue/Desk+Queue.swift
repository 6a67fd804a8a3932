import AmparoCore
import AmparoWire

/// The officers' terminals.
extension Desk {
  func subscribe(_ asked: Asked) throws(RequestError) {
    let isSupervisor = asked.peer.roles.contains(.supervisor)
    let after = try asked.request.optionalInt("after").map(known)
    let officer = try optionalOfficer(asked)
    guard officer != nil || isSupervisor else {
      throw RequestError(
        .badRequest, "user \(asked.peer.uid) is no officer's login; name the \"officer\"",
        field: "officer")
    }
    // What has happened in this turn already is told to those who were there before.
    publish()
    let upTo = state.lastStream
    let replays = after.map { $0 < upTo } ?? false
    subscriptions.add(
      asked.seat.connection, peer: asked.peer, officer: officer, seesAll: isSupervisor,
      holdingFrom: replays ? now.line : nil)
    if let after, replays {
      subscriptions.keep(
        backlog.published(after: after) + turn.published(after: after),
        for: asked.seat.connection)
    }
    if let officer { resend(to: officer, on: asked.seat.connection) }
    var reply: [JSONMember] = [
      JSONMember("officer", .text(officer?.rawValue)), JSONMember("seq", .int(upTo)),
    ]
    if let after { reply.append(JSONMember("after", .int(after))) }
    replies.append(
      PendingReply(seat: asked.seat, id: asked.id, content: .members(.object(reply))))
    tellNotices(of: officer, isSupervisor: isSupervisor, to: asked.seat.connection)
    if let after, replays {
      replaying.insert(asked.seat)
      effects.append(
        .work(
          asked.seat,
          .replay(
            after: after, upTo: upTo, officers: officer.map { [$0] } ?? [], all: isSupervisor)))
    }
  }

  /// Every page of the officer whose alert is still open, again: each is a new event of the stream
  /// under its old page number.
  private func resend(to officer: OfficerID, on connection: ConnectionID) {
    for alert in openAlerts(of: officer) {
      for page in alert.pages where page.officer == officer && isShown(page, alert) {
        let seq = takeStreamNumber()
        let order = PageOrder(
          id: page.id, officer: officer, channel: page.channel, address: nil, why: page.why)
        let within =
          page.kind == .notice
          ? nil
          : alert.deadline.map {
            TimeSpan(milliseconds: max(0, $0.at - now.line))
          }
        let event = StreamEvent(
          seq: seq, at: now.wall, alert: alert.id,
          kind: .page(order, page.kind, ackWithin: within), standing: Standing(alert))
        recordCard(of: alert, to: officer, page: page.id, on: [connection], seq: seq)
        sendPage(event, of: alert, to: [connection])
      }
    }
  }

  /// A page that was stood down is shown only to the officer who holds the alert, and none to one
  /// who was excluded from the case since.
  private func isShown(_ page: Page, _ alert: Alert) -> Bool {
    page.channel == Contact.queueChannel && !context.isExcluded(page.officer, from: alert)
      && (page.state != .stoodDown || alert.responder == page.officer)
  }

  func openAlerts(of officer: OfficerID) -> [Alert] {
    state.open.filter { $0.involves(officer) || $0.pages.contains { $0.officer == officer } }
      .sorted { $0.priority == $1.priority ? $0.id < $1.id : $0.priority < $1.priority }
  }

  /// What waits for this officer now: the most urgent first, then the oldest.
  func listQueue(_ asked: Asked) throws(RequestError) {
    let officer = try optionalOfficer(asked)
    guard officer != nil || asked.peer.roles.contains(.supervisor) else {
      throw RequestError(
        .badRequest, "user \(asked.peer.uid) is no officer's login; name the \"officer\"",
        field: "officer")
    }
    let alerts = officer.map(openAlerts) ?? state.open.sorted { $0.id < $1.id }
    let shown = alerts.prefix(Self.queueMax)
    let notices = notices(of: officer, isSupervisor: asked.peer.roles.contains(.supervisor))
    recordQueue(Array(shown), notices, actor: asked.peer.actor(for: officer))
    let items = shown.map { alert in
      view(
        of: alert, withCard: mayKnow(alert, officer: officer, asked.peer), for: officer,
        page: officer.flatMap { newestPage(of: $0, alert) })
    }
    replies.append(
      PendingReply(
        seat: asked.seat, id: asked.id,
        content: .members([
          "alerts": .array(items), "more": .bool(alerts.count > shown.count),
          "notices": .array(notices.map(json(of:))),
        ])))
  }

  private func recordQueue(_ alerts: [Alert], _ notices: [Notice], actor: String) {
    for alert in alerts { recordLook("queue_listed", at: alert, actor: actor) }
    if alerts.isEmpty { recordAccess("queue_listed_empty", of: nil, alert: nil, actor: actor) }
    recordLook(at: notices, actor: actor)
  }

  /// The longest queue told at once: more open alerts than a unit has officers ten times over.
  static let queueMax = 100

  private func newestPage(of officer: OfficerID, _ alert: Alert) -> Page? {
    alert.pages.last { $0.officer == officer && $0.channel == Contact.queueChannel }
  }

  /// Whether events are sent to it: it is a terminal, or a worker of a channel.
  package func isListening(_ connection: ConnectionID) -> Bool {
    subscriptions.terminals[connection] != nil || workers.all.contains(connection)
  }

  /// A connection has gone: its subscriptions and long polls go with it.
  package func disconnected(_ connection: ConnectionID) {
    subscriptions.remove(connection)
    failedReplays.removeAll { $0.seat.connection == connection }
    waiters.remove(connection)
    if workers.remove(connection, at: now.line) {
      log(.warning, .worker, "a worker of a channel is gone")
    }
    for seat in underWay.keys where seat.connection == connection { underWay[seat] = nil }
    for seat in replaying where seat.connection == connection { replaying.remove(seat) }
  }

  /// The directory has changed, and with it perhaps who may see a case: a card that still waits is
  /// not sent to an officer excluded since.
  func hideExcluded() {
    subscriptions.redact(
      where: { event in
        guard case .page(let order, _, _) = event.kind, let alert = state.alert(event.alert)
        else { return false }
        return context.isExcluded(order.officer, from: alert)
      }, by: closedLine)
  }
}
