import AmparoCore

/// Which connections are terminals, and of whom.
struct Subscriptions {
  struct Terminal {
    var peer: Peer
    var officers: Set<OfficerID> = []
    /// A supervisor's: told of every alert.
    var seesAll = false
    /// While a replay is under way, live lines wait here so that the order holds.
    var held: [Held]?
    /// On the line's clock: from then on pages go out at once as well.
    var heldUntil: Int64 = 0
    var isLate = false
    /// What storage owed when the terminal came, and a reader may not find.
    var owed: [PublishedRow] = []
  }

  /// A line that waits for a replay, and for a page the same without its number: a page must not
  /// wait for a slow reader, and a line without a number leaves the order alone.
  struct Held {
    var line: [UInt8]
    var unnumbered: [UInt8]?
    /// Of which page it tells.
    var page: StreamEvent?
  }

  /// How long a page waits for a replay: far longer than one takes.
  static let replayGrace = TimeSpan.seconds(1)

  /// Lines kept back for one terminal; beyond it they go out ahead of the replay.
  static let heldMax = 4096

  private(set) var terminals: [ConnectionID: Terminal] = [:]
  private var byOfficer: [OfficerID: [ConnectionID]] = [:]
  private(set) var seeingAll: [ConnectionID] = []

  var all: [ConnectionID] { Array(terminals.keys) }

  func terminals(of officer: OfficerID) -> [ConnectionID] { byOfficer[officer] ?? [] }

  func hasTerminal(_ officer: OfficerID) -> Bool { byOfficer[officer]?.isEmpty == false }

  /// Everyone to whom an event about these officers' alert goes, each once.
  func audience(of officers: [OfficerID]) -> [ConnectionID] {
    var found = seeingAll
    for officer in officers {
      for connection in terminals(of: officer) where !found.contains(connection) {
        found.append(connection)
      }
    }
    return found
  }

  mutating func add(
    _ connection: ConnectionID, peer: Peer, officer: OfficerID?, seesAll: Bool,
    holdingFrom line: Int64?
  ) {
    var terminal = terminals[connection] ?? Terminal(peer: peer)
    if let officer, terminal.officers.insert(officer).inserted {
      byOfficer[officer, default: []].append(connection)
    }
    if seesAll && !terminal.seesAll {
      terminal.seesAll = true
      seeingAll.append(connection)
    }
    if let line, terminal.held == nil {
      terminal.held = []
      terminal.heldUntil = line + Self.replayGrace.milliseconds
      terminal.isLate = false
    }
    terminals[connection] = terminal
  }

  mutating func remove(_ connection: ConnectionID) {
    guard let terminal = terminals.removeValue(forKey: connection) else { return }
    seeingAll.removeAll { $0 == connection }
    for officer in terminal.officers {
      byOfficer[officer]?.removeAll { $0 == connection }
      if byOfficer[officer]?.isEmpty == true { byOfficer[officer] = nil }
    }
  }

  mutating func keep(_ owed: [PublishedRow], for connection: ConnectionID) {
    terminals[connection]?.owed = owed
  }

  /// Keeps the line back if a replay is under way, and returns what goes out now.
  mutating func hold(_ line: Held, for connection: ConnectionID) -> [[UInt8]] {
    guard let terminal = terminals[connection], let held = terminal.held else { return [line.line] }
    guard held.count < Self.heldMax else { return takeHeld(connection) + [line.line] }
    terminals[connection]?.held?.append(line)
    return terminal.isLate ? [line.unnumbered].compactMap(\.self) : []
  }

  /// Puts another line in the place of what waits about pages that may not be shown any more.
  mutating func redact(where isHidden: (StreamEvent) -> Bool, by line: (StreamEvent) -> [UInt8]) {
    for (connection, terminal) in terminals {
      terminals[connection]?.held = terminal.held?.map { held in
        guard let page = held.page, isHidden(page) else { return held }
        return Held(line: line(page))
      }
    }
  }

  mutating func takeHeld(_ connection: ConnectionID) -> [[UInt8]] {
    defer {
      terminals[connection]?.held = nil
      terminals[connection]?.owed = []
    }
    return terminals[connection]?.held?.map(\.line) ?? []
  }

  /// The soonest end of a page's wait for a replay, on the line's clock.
  var wake: Int64? {
    terminals.values.filter { $0.held?.isEmpty == false && !$0.isLate }.map(\.heldUntil).min()
  }

  /// The pages that have waited long enough for their replay.
  mutating func takeLate(at line: Int64) -> [(ConnectionID, [[UInt8]])] {
    var late: [(ConnectionID, [[UInt8]])] = []
    for (connection, terminal) in terminals
    where terminal.held != nil && !terminal.isLate && terminal.heldUntil <= line {
      terminals[connection]?.isLate = true
      late.append((connection, terminal.held?.compactMap(\.unnumbered) ?? []))
    }
    return late
  }
}
