import AmparoCore
import AmparoWire

/// What a terminal missed while it was cut off, told in the order of the stream.
extension Desk {
  /// The part of a replay that was read: sent in order, before what happened meanwhile.
  func replayed(
    _ rows: [PublishedRow], more: Int64?, on seat: Seat, work: Work
  ) {
    guard let terminal = subscriptions.terminals[seat.connection],
      case .replay(let after, let upTo, let officers, let all) = work
    else { return }
    replay(rows, after: after, upTo: upTo, to: terminal, on: seat.connection)
    if more == nil, !terminal.owed.isEmpty {
      let told = max(after, rows.last?.lastSeq ?? after)
      replay(terminal.owed, after: told, upTo: upTo, to: terminal, on: seat.connection)
    }
    if let more {
      effects.append(
        .work(seat, .replay(after: more, upTo: upTo, officers: officers, all: all)))
    } else {
      replaying.remove(seat)
      for line in subscriptions.takeHeld(seat.connection) {
        effects.append(.event(seat.connection, line))
      }
    }
  }

  private func replay(
    _ rows: [PublishedRow], after: Int64, upTo: Int64, to terminal: Subscriptions.Terminal,
    on connection: ConnectionID
  ) {
    func tell(_ seq: Int64, _ line: () -> [UInt8]?) {
      guard seq > after, seq <= upTo, let line = line() else { return }
      effects.append(.event(connection, line))
    }
    for row in rows {
      switch row {
      case .alert(let recorded):
        for event in recorded.streamEvents {
          tell(event.seq) { replayLine(event, terminal, on: connection) }
        }
      case .line(let line): tell(line.seq) { replayLine(line, terminal) }
      }
    }
  }

  private func replayLine(
    _ event: StreamEvent, _ terminal: Subscriptions.Terminal, on connection: ConnectionID
  ) -> [UInt8]? {
    guard event.concerns(terminal.officers, all: terminal.seesAll) else { return nil }
    if let alert = state.alert(event.alert) {
      if case .page(let order, _, _) = event.kind {
        if context.isExcluded(order.officer, from: alert) { return closedLine(event) }
        recordCard(of: alert, to: order.officer, page: order.id, on: [connection])
      }
      return line(for: event, alert: alert)
    }
    return closedLine(event)
  }

  /// An alert closed long since, or a page of an officer who was excluded since: told without the
  /// card, which nobody needs any more or may not be seen.
  func closedLine(_ event: StreamEvent) -> [UInt8] {
    EventLine.line(event.kind.name, seq: event.seq, at: event.at) { out in
      out.member("alert", event.alert.rawValue)
      if case .page(let order, let kind, _) = event.kind {
        out.member("page", order.id.rawValue)
        out.member("officer", order.officer.rawValue)
        out.member("kind", kind.rawValue)
        out.member("card", .null)
      }
      event.standing.write(to: &out)
    }
  }

  /// A change of health, or a notice. One that a terminal was told because it had just come is no
  /// matter of any other's, and that terminal is told what stands when it comes again.
  private func replayLine(
    _ missed: StreamLine, _ terminal: Subscriptions.Terminal
  ) -> [UInt8]? {
    guard missed.concerns(terminal.officers, all: terminal.seesAll) else { return nil }
    if !missed.cases.isEmpty {
      recordNotices(missed.cases, actor: terminal.peer.actor(for: terminal.officers.min()))
    }
    let kind: EventKind =
      switch missed.kind {
      case .health: .health
      case .notice: .notice
      }
    return line(kind, missed.seq, at: missed.at, missed.told)
  }

  /// A line of the stream whose members are known as they stand.
  func line(_ kind: EventKind, _ seq: Int64, at wall: Int64, _ members: JSONValue) -> [UInt8] {
    EventLine.line(kind, seq: seq, at: wall) { out in
      for member in members.members ?? [] {
        out.name(dynamic: member.name)
        out.value(member.value)
      }
    }
  }
}
