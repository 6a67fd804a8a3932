import AmparoCore
import AmparoDesk
import AmparoHost

/// Makes a database with a long past, just as the daemon would have written it: the real desk on
/// the real journal is told, request by request, what a unit does. Only that a turn holds the lives
/// of many alerts, so that a ledger of ten million events takes minutes.
///
/// The unit is a town's. Alerts that are closed came from its cases over the last five years; those
/// still open, from so many strangers within the last half hour.
final class LedgerMaker {
  private let plan: LedgerPlan
  private let writer: LedgerWriter
  private let desk: Desk
  private var now: Moment
  private var requests: UInt64 = 0
  private var inTurn = 0

  static let town = Town(officers: 8, cases: 39)

  /// Events of a closed alert that nothing was noted of: raised, the first step, its page
  /// delivered, acknowledged, under way, on scene, resolved, and the follow-up done.
  static let closedEvents = 8

  /// Events of an open alert, by the remainder of its place by four: paged; paged anew, since
  /// nobody was reached; held; called for again.
  static let openEvents = [3, 7, 4, 4]

  /// Alerts whose rows are written together.
  private static let alertsPerTurn = 1000
  private static let closedSpan = TimeSpan.hours(5 * 365 * 24)
  private static let openSpan = TimeSpan.minutes(30)
  /// Before now, where the open ones are to be overdue: longer than any step of theirs lasts.
  private static let overdueSpan = TimeSpan.hours(3)

  init(_ plan: LedgerPlan, database: String) throws {
    try plan.check()
    self.plan = plan
    now = Moment(
      recorded: Clock.wallMilliseconds() - Self.closedSpan.milliseconds
        - Self.openSpan.milliseconds - Self.overdueSpan.milliseconds)
    writer = try LedgerWriter(database: database)
    let directory = try Self.town.directory(contacts: [Self.officerDesk.id])
    var first = Turn()
    first.directory = directory.rows()
    try writer.commit(first)
    var drawn: UInt64 = 0
    desk = Desk(
      state: LineState(),
      context: Context(directory: directory, settings: Self.settings), journal: writer,
      language: .es, version: "lab", startedAt: now,
      entropy: {
        drawn += 1
        return drawn
      })
  }

  private static let officerDesk = Officer(
    id: .contact("desk"), name: "desk", contacts: [Contact(channel: Contact.queueChannel)])

  private static var settings: EscalationSettings {
    let known = Policy(
      name: "known", steps: [Step(page: [.assigned, .contact("desk")], ackWithin: .minutes(1))])
    let unknown = Policy(
      name: "unknown",
      steps: [
        Step(page: [.contact("desk")], ackWithin: .hours(1)),
        Step(page: [.contact("desk"), .officer(OfficerID("o0"))], ackWithin: .hours(1)),
      ], progressWithin: .hours(1), repeatCallAdvancesAfter: nil)
    return EscalationSettings(
      policies: ["known": known, "unknown": unknown], defaultPolicy: "known",
      unknownCallerPolicy: "unknown", aggressorLinePolicy: "known",
      contacts: [officerDesk.id: officerDesk], lastResort: officerDesk.id,
      channels: [Contact.callChannel])
  }

  /// Makes all of it; the database can be served afterwards.
  func make() throws {
    let pace = Self.closedSpan.milliseconds / Int64(max(1, plan.closed * Self.closedEvents))
    for place in 0..<plan.closed { try liveAndClose(place, pace) }
    let start =
      Clock.wallMilliseconds() - Self.openSpan.milliseconds
      - (plan.isOverdue ? Self.overdueSpan.milliseconds : 0)
    for place in 0..<plan.open {
      now = Moment(recorded: start)
      pass(Self.openSpan.milliseconds * Int64(place) / Int64(plan.open))
      try leaveOpen(place)
    }
    try endTurn()
    let state = desk.state
    try writer.finish(
      last: LastNumbers(alert: state.lastAlert, page: state.lastPage, stream: state.lastStream))
  }

  private func liveAndClose(_ place: Int, _ pace: Int64) throws {
    let home = place % Self.town.cases
    let officer = "o\(home % Self.town.officers)"
    let alert = try raise("made-\(place)", from: Town.number(home))
    report(.delivered, of: alert)
    let rest = [
      #"{"op":"alert.acknowledge","alert":\#(alert),"officer":"\#(officer)","via":"queue"}"#,
      #"{"op":"alert.progress","alert":\#(alert),"officer":"\#(officer)","status":"en_route"}"#,
      #"{"op":"alert.progress","alert":\#(alert),"officer":"\#(officer)","status":"on_scene"}"#,
    ]
    let note = #"{"op":"alert.note","alert":\#(alert),"text":"todo sigue igual"}"#
    let end = [
      #"{"op":"alert.resolve","alert":\#(alert),"officer":"\#(officer)","outcome":"attended","#
        + #""complaint":"filed","note":"sin novedad"}"#,
      #"{"op":"followup.done","case":"\#(Town.caseID(home))","by":"\#(officer)"}"#,
    ]
    for line in rest + Array(repeating: note, count: plan.notes(of: place)) + end {
      pass(pace)
      try ask(line)
    }
    pass(pace)
    try countTurn()
  }

  private func leaveOpen(_ place: Int) throws {
    let number = "+1\(3_000_000_000 + place)"
    let alert = try raise("open-\(place)", from: number)
    report(place % 4 == 1 ? .failed : .delivered, of: alert)
    switch place % 4 {
    case 1: report(.delivered, of: alert)
    case 2:
      let officer = "o\(1 + place % (Self.town.officers - 1))"
      try ask(#"{"op":"alert.acknowledge","alert":\#(alert),"officer":"\#(officer)","via":"sms"}"#)
    case 3: _ = try raise("again-\(place)", from: number)
    default: break
    }
    try countTurn()
  }

  private func pass(_ milliseconds: Int64) {
    now = Moment(recorded: now.wall + milliseconds)
    desk.begin(at: now)
  }

  private func raise(_ request: String, from number: String) throws -> AlertID {
    try ask(
      #"{"op":"alert.raise","request_id":"\#(request)","caller":"\#(number)","source":"phone","#
        + #""caller_role":"victim","presentation":"allowed","called":"900111222","#
        + #""silent":false}"#)
    return AlertID(desk.state.lastAlert)
  }

  /// What became of all that an unknown caller's step sent, and of what a known one's sent to the
  /// desk: the victim's own officer answers too soon for an outcome.
  private func report(_ result: PageState, of alert: AlertID) {
    guard let alert = desk.state.alert(alert) else { return }
    for page in alert.pages where page.state == .owed {
      guard !alert.isKnown || page.officer == Self.officerDesk.id else { continue }
      desk.report(PageReport(page: page.id, state: result, detail: nil))
    }
  }

  private static let peer = Peer(
    uid: 1000, logins: ["console"], roles: [.gateway, .responder, .supervisor], actsFor: .any)

  private func ask(_ line: String) throws {
    requests += 1
    desk.handle(
      Array(line.utf8)[...], from: Self.peer,
      seat: Seat(connection: ConnectionID(1), place: requests), hasDescriptor: false)
  }

  private func countTurn() throws {
    inTurn += 1
    if inTurn == Self.alertsPerTurn { try endTurn() }
  }

  private func endTurn() throws {
    inTurn = 0
    for case .reply(_, let line) in desk.end() where !line.starts(with: #"{"ok":true"#.utf8) {
      throw LabError("the desk refused what was made: \(String(decoding: line, as: UTF8.self))")
    }
    guard !desk.isOwing else { throw LabError("the database cannot be written") }
  }
}
