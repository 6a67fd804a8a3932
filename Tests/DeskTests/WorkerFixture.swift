import AmparoCore
import AmparoDesk

/// A desk whose `call` channel is served by workers, with `bell` as its fallback if wanted.
extension DeskFixture {
  static let worker = ConnectionID(7)
  static let otherWorker = ConnectionID(8)

  /// Started long enough ago that no grace after the start is left, or just now.
  convenience init(callFallback: String?, hasJustStarted: Bool = false) {
    let usual = DeskFixture().desk.context
    let call = Contact(channel: Contact.callChannel, address: "600 000 101")
    let officers = ["o1", "o2"].map {
      Officer(id: OfficerID($0), name: $0, contacts: [call])
    }
    var settings = usual.settings
    settings.channels = ["call", "bell"]
    settings.workers = ["call": WorkerChannel(fallback: callFallback)]
    self.init(
      Context(
        directory: Directory(officers: officers, cases: Array(usual.directory.cases.values)),
        settings: settings),
      startedAt: Moment(wall: 0, line: 0))
    if !hasJustStarted { now = Moment(wall: 60_000, line: 60_000) }
  }

  /// Turns until nothing more is to be decided at once; all their effects.
  func settle() -> [Effect] {
    var effects: [Effect] = []
    repeat {
      effects += turn {
        desk.passDeadlines()
        desk.tendPages()
      }
    } while desk.hasMore
    return effects
  }

  @discardableResult
  func pass(_ milliseconds: Int64) -> [Effect] {
    now = Moment(wall: now.wall + milliseconds, line: now.line + milliseconds)
    return settle()
  }

  @discardableResult
  func subscribe(_ channel: String, on connection: ConnectionID = worker) -> [Effect] {
    ask(
      #"{"op":"channel.subscribe","channel":"\#(channel)"}"#, from: Self.gateway, on: connection
    ).effects + settle()
  }

  @discardableResult
  func raise(_ extra: String = "") -> (reply: JSONValue?, effects: [Effect]) {
    let line =
      #"{"op":"alert.raise","request_id":"r1","caller":"600111001","source":"phone"\#(extra)}"#
    let asked = ask(line, from: Self.gateway, on: Self.connection)
    return (asked.reply, asked.effects + settle())
  }

  static func dials(_ effects: [Effect], on connection: ConnectionID = worker) -> [JSONValue] {
    named("dial", effects, on: connection)
  }

  static func named(
    _ kind: String, _ effects: [Effect], on connection: ConnectionID = worker
  ) -> [JSONValue] {
    effects.compactMap { effect in
      guard case .event(let id, let bytes) = effect, id == connection,
        let value = parse(bytes), value["event"]?.string == kind
      else { return nil }
      return value
    }
  }
}
