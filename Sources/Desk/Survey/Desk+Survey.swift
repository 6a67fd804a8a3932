import AmparoCore
import AmparoWire

/// The look over what is planned, and the quiet notices that come of it.
extension Desk {
  /// Where work that nobody asked for belongs: no peer's connection has this number.
  static let ownSeat = Seat(connection: ConnectionID(0), place: 0)

  /// Has the survey made beside the line, where one is wanted; called once a turn.
  package func surveyIfDue() {
    guard survey.isDue(at: now) else { return }
    survey.begin()
    effects.append(.work(Self.ownSeat, .survey(context, now: now.wall)))
  }

  func finishSurvey(_ result: WorkResult) {
    guard case .survey(let made) = result else { return survey.fail(now: now) }
    survey.finish(made, now: now)
    tellHealth(made.concerns)
    let supervisors = context.directory.officers.filter(\.isSupervisor).map(\.id)
    var wanted: [String: Notice] = [:]
    for item in made.overdue {
      wanted["follow-up \(item.reference)"] = notice(of: item, supervisors)
    }
    if !made.concerns.isEmpty {
      wanted["rota"] = Notice(
        matter: .concerns(made.concerns, until: made.horizon), officers: supervisors,
        forSupervisors: true,
        since: now.wall)
    }
    for (key, notice) in wanted { wanted[key] = told(notice, before: survey.notices[key]) }
    survey.notices = wanted
    let again = wanted.values.compactMap(\.toldAt).min().map { $0 + Notice.againAfter.milliseconds }
    if let again { survey.expect(again, now: now) }
  }

  private func tellHealth(_ concerns: [Concern]) {
    let gap = concerns.first { if case .gap = $0 { true } else { false } }
    guard let first = gap ?? concerns.first else {
      return set("directory", .ok, "no gap in the next \(Survey.lookAhead)")
    }
    let more = concerns.count > 1 ? " (and \(concerns.count - 1) more)" : ""
    set("directory", .warning, first.words(context.directory.rota.zone) + more)
  }

  /// The assigned officer's matter first; the supervisors' as well when it has waited that long
  /// again as a follow-up after an alert may, or when there is no such officer to do it.
  private func notice(of item: DueFollowUp, _ supervisors: [OfficerID]) -> Notice {
    let assigned = context.directory.cases[item.caseID]?.assigned
    let isThere = assigned.map { context.directory.isAbsent($0, at: now.wall) == nil } ?? false
    let isLong = item.due + context.settings.followUps.afterAlert.milliseconds <= now.wall
    let goesUp = isLong || !isThere
    let officers = [assigned].compactMap(\.self) + (goesUp ? supervisors : [])
    return Notice(
      matter: .followUp(item), officers: officers, forSupervisors: goesUp, since: item.due)
  }

  /// Tells a notice that is new, has changed, or was last told a day ago.
  private func told(_ notice: Notice, before: Notice?) -> Notice {
    var notice = notice
    notice.toldAt = before?.toldAt
    if let before { notice.since = min(notice.since, before.since) }
    let isOld = before?.toldAt.map { $0 + Notice.againAfter.milliseconds <= now.wall } ?? true
    guard isOld || notice.isNews(after: before) else { return notice }
    notice.toldAt = now.wall
    var audience = notice.officers.flatMap(subscriptions.terminals(of:))
    if notice.forSupervisors { audience += subscriptions.seeingAll }
    let terminals = Array(Set(audience))
    recordLook(at: notice, on: terminals)
    tell(notice, to: terminals)
    return notice
  }

  /// `isAgain` where it is told to one terminal only, since that has just come.
  private func tell(_ notice: Notice, to connections: [ConnectionID], isAgain: Bool = false) {
    let seq = takeStreamNumber()
    let told = json(of: notice)
    turn.entries.append(
      LedgerEntry(
        at: now.wall, kind: EventKind.notice.rawValue, actor: Self.daemonActor,
        body: StreamLine.notice(
          told, officers: notice.officers, isForSupervisors: notice.forSupervisors,
          cases: notice.cases, isAgain: isAgain), stream: seq))
    send(line(.notice, seq, at: now.wall, told), to: connections)
  }

  /// Tells a terminal that has just come what stands in its queue.
  func tellNotices(of officer: OfficerID?, isSupervisor: Bool, to connection: ConnectionID) {
    let standing = notices(of: officer, isSupervisor: isSupervisor)
    if let peer = subscriptions.terminals[connection]?.peer {
      recordLook(at: standing, actor: peer.actor(for: officer))
    }
    for notice in standing { tell(notice, to: [connection], isAgain: true) }
  }

  func notices(of officer: OfficerID?, isSupervisor: Bool) -> [Notice] {
    survey.notices.values.filter { notice in
      officer.map(notice.concerns) == true || isSupervisor && notice.forSupervisors
    }.sorted { $0.since < $1.since }
  }

  func json(of notice: Notice) -> JSONValue {
    let texts = Texts(language)
    let zone = context.directory.rota.zone
    let head: [JSONMember] = [
      JSONMember("notice", .string(notice.matter.name)),
      JSONMember("since", .time(notice.since)),
    ]
    switch notice.matter {
    case .followUp(let item):
      return .object(
        head + [
          JSONMember("case", .string(item.caseID.rawValue)),
          JSONMember("followup", .string(item.reference.description)),
          JSONMember("kind", .string(item.kind.rawValue)),
          JSONMember("due", .time(item.due)),
          JSONMember("text", .string(texts.overdue(item, due: zone.local(of: item.due)))),
        ])
    case .concerns(let concerns, _):
      let told = concerns.prefix(Notice.concernsTold)
      return .object(
        head + [
          JSONMember("count", .int(Int64(concerns.count))),
          JSONMember("concerns", .array(told.map { .string(texts.concern($0, zone)) })),
          JSONMember("text", .string(texts.concerns(concerns.count))),
        ])
    }
  }
}
