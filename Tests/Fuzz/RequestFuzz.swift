import AmparoCore
import AmparoDesk
import AmparoTesting
import AmparoWire

enum RequestFuzz {
  private static let peer = Peer(
    uid: 1, logins: ["1"], roles: [.gateway, .responder, .supervisor, .admin], actsFor: .any)

  /// Every line is answered or worked on, and an emergency is never refused for what is in it.
  static func run(_ bytes: [UInt8]) {
    let desk = makeDesk()
    var now = Moment(wall: 1_764_100_000_000, line: 1_764_100_000_000)
    for (place, line) in bytes.split(separator: 0x0A).prefix(16).enumerated() {
      now.wall += 700
      now.line += 700
      desk.begin(at: now)
      let seat = Seat(connection: ConnectionID(1), place: UInt64(place))
      desk.handle(line, from: peer, seat: seat, hasDescriptor: false)
      desk.passDeadlines()
      look(desk.end(), line)
    }
  }

  private static func look(_ effects: [Effect], _ line: ArraySlice<UInt8>) {
    for case .reply(_, let bytes) in effects {
      let reply = parse(bytes[...])
      precondition(reply?["ok"] != nil, "a reply that is none")
      if case .string("alert.raise")? = parse(line)?["op"] {
        precondition(reply?["ok"] == .bool(true), "an emergency is refused")
      }
    }
  }

  private static func parse(_ bytes: ArraySlice<UInt8>) -> JSONValue? {
    do { return try JSONParser.parse(bytes) } catch { return nil }
  }

  private static func makeDesk() -> Desk {
    let queue = [Contact(channel: Contact.queueChannel)]
    let officers = ["o1", "o2"].map { id in
      Officer(id: OfficerID(id), name: id, login: nil, contacts: queue)
    }
    let item = Case(
      id: CaseID("VG-1"), risk: .high,
      phones: [CasePhone(number: PhoneNumber(canonical: "+34600111001"), written: "600111001")],
      assigned: OfficerID("o1"), details: [:])
    let steps = [
      Step(page: [.assigned], ackWithin: .seconds(1)),
      Step(page: [.officer(OfficerID("o2"))], ackWithin: .seconds(1)),
    ]
    let control = Officer(id: .contact("desk"), name: "desk", contacts: queue)
    let settings = EscalationSettings(
      policies: ["p": Policy(name: "p", steps: steps)], defaultPolicy: "p",
      unknownCallerPolicy: "p", aggressorLinePolicy: "p", contacts: [control.id: control],
      lastResort: control.id, channels: [])
    var entropy: UInt64 = 0
    return Desk(
      state: LineState(),
      context: Context(
        directory: Directory(officers: officers, cases: [item]), settings: settings),
      journal: MemoryJournal(), language: .es, version: "fuzz",
      startedAt: Moment(wall: 0, line: 0),
      entropy: {
        entropy += 1
        return entropy
      })
  }
}
