import AmparoCore

/// Which connections are terminals, and of whom.
struct Subscriptions {
  struct Terminal {
    var peer: Peer
    var officers: Set<OfficerID> = []
    /// A supervisor's: told of every alert.
    var seesAll = false
    /// While a replay is under way, live lines wait here so that the order holds.
    var held: [[UInt8]]?
  }

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
    _ connection: ConnectionID, peer: Peer, officer: OfficerID?, seesAll: Bool, holding: Bool
  ) {
    var terminal = terminals[connection] ?? Terminal(peer: peer)
    if let officer, terminal.officers.insert(officer).inserted {
      byOfficer[officer, default: []].append(connection)
    }
    if seesAll && !terminal.seesAll {
      terminal.seesAll = true
      seeingAll.append(connection)
    }
    if holding && terminal.held == nil { terminal.held = [] }
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

  /// Keeps the line back if a replay is under way; says whether it did.
  mutating func hold(_ line: [UInt8], for connection: ConnectionID) -> Bool {
    guard terminals[connection]?.held != nil else { return false }
    terminals[connection]?.held?.append(line)
    return true
  }

  mutating func takeHeld(_ connection: ConnectionID) -> [[UInt8]] {
    defer { terminals[connection]?.held = nil }
    return terminals[connection]?.held ?? []
  }
}
