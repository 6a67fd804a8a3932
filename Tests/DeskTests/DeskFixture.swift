import AmparoCore
import AmparoDesk
import AmparoTesting

/// A desk over a journal in memory, with a unit of three and a desk contact.
final class DeskFixture {
  let journal = MemoryJournal()
  let desk: Desk
  var now = Moment(wall: 1_000_000, line: 1_000_000)
  private var places: UInt64 = 0

  static let console = Peer(
    uid: 1, logins: ["1"], roles: [.gateway, .responder, .supervisor, .admin], actsFor: .any)
  static let gateway = Peer(uid: 2, logins: ["2"], roles: [.gateway])
  static let officer = Peer(uid: 3, logins: ["agent1"], roles: [.responder])
  static let connection = ConnectionID(1)
  static let terminal = ConnectionID(2)

  init() {
    let queue = [Contact(channel: Contact.queueChannel)]
    let officers = ["o1", "o2", "o3"].map { id in
      Officer(
        id: OfficerID(id), name: id, login: id == "o1" ? "agent1" : nil,
        contacts: queue + [Contact(channel: "bell")])
    }
    let item = Case(
      id: CaseID("VG-1"), risk: .high,
      phones: [CasePhone(number: PhoneNumber(canonical: "+34600111001"), written: "600111001")],
      assigned: OfficerID("o1"), details: ["victim": ["name": "Secreta"]])
    let policy = Policy(
      name: "p",
      steps: [
        Step(page: [.assigned], ackWithin: .seconds(30)),
        Step(page: [.officer(OfficerID("o2"))], ackWithin: .seconds(30)),
      ])
    let control = Officer(id: .contact("desk"), name: "desk", contacts: queue)
    let settings = EscalationSettings(
      policies: ["p": policy], defaultPolicy: "p", unknownCallerPolicy: "p",
      aggressorLinePolicy: "p", contacts: [control.id: control], lastResort: control.id,
      channels: ["bell"])
    desk = Self.desk(
      Context(directory: Directory(officers: officers, cases: [item]), settings: settings),
      journal, startedAt: Moment(wall: 0, line: 0))
  }

  init(_ context: Context, startedAt: Moment) {
    now = startedAt
    desk = Self.desk(context, journal, startedAt: startedAt)
  }

  private static func desk(
    _ context: Context, _ journal: MemoryJournal, startedAt: Moment
  ) -> Desk {
    var entropy: UInt64 = 0
    return Desk(
      state: LineState(), context: context, journal: journal, language: .es, version: "test",
      startedAt: startedAt,
      entropy: {
        entropy += 1
        return entropy
      })
  }

  /// The condition of one part, as `health` tells it.
  func health(_ check: String) -> String? {
    ask(#"{"op":"health"}"#).reply?["checks"]?.array?
      .first { $0["name"]?.string == check }?["status"]?.string
  }

  func turn(_ body: () -> Void) -> [Effect] {
    desk.begin(at: now)
    body()
    return desk.end()
  }

  func handle(
    _ line: String, from peer: Peer = console, on connection: ConnectionID = connection
  ) {
    places += 1
    desk.handle(
      Array(line.utf8)[...], from: peer, seat: Seat(connection: connection, place: places),
      hasDescriptor: false)
  }

  /// Handles one line in a turn of its own and returns its reply and the other effects.
  func ask(
    _ line: String, from peer: Peer = console, on connection: ConnectionID = connection
  ) -> (reply: JSONValue?, effects: [Effect]) {
    let effects = turn { handle(line, from: peer, on: connection) }
    for case .reply(_, let bytes) in effects { return (Self.parse(bytes), effects) }
    return (nil, effects)
  }

  /// The rows of the access book that were stored, in order.
  var looks: [LedgerEntry] { journal.turns.flatMap(\.entries).filter { $0.book == .access } }

  /// The work that was let out for beside the line.
  static func work(_ effects: [Effect]) -> [(seat: Seat, work: Work)] {
    effects.compactMap { effect in
      if case .work(let seat, let work) = effect { (seat, work) } else { nil }
    }
  }

  static func replies(_ effects: [Effect]) -> [JSONValue] {
    effects.compactMap { effect in
      if case .reply(_, let bytes) = effect { parse(bytes) } else { nil }
    }
  }

  static func parse(_ bytes: [UInt8]) -> JSONValue? {
    do {
      return try JSONParser.parse(bytes)
    } catch {
      return nil
    }
  }

  static func events(_ effects: [Effect]) -> [JSONValue] {
    effects.compactMap { effect in
      if case .event(_, let bytes) = effect { parse(bytes) } else { nil }
    }
  }

  static func pages(_ effects: [Effect]) -> [PageTask] {
    effects.compactMap { effect in
      if case .send(let task) = effect { task } else { nil }
    }
  }
}
