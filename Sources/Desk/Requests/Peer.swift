import AmparoCore

/// Who is at the other end of a connection: what the kernel says of the process, and what the
/// configuration makes of it. Nothing a message says changes it.
package struct Peer: Hashable, Sendable {
  /// For which officers a shared console may speak besides the one whose login it has.
  package enum ActsFor: Hashable, Sendable {
    case nobody
    case any
    case only(Set<OfficerID>)
  }

  package var uid: UInt32
  /// The user's name, where it has one, and its number: what an officer's `login` may say.
  package var logins: [String]
  package var roles: Set<Role>
  package var actsFor: ActsFor

  package init(uid: UInt32, logins: [String], roles: Set<Role>, actsFor: ActsFor = .nobody) {
    self.uid = uid
    self.logins = logins
    self.roles = roles
    self.actsFor = actsFor
  }

  /// The officer whose login this is.
  package func officer(in context: Context) -> OfficerID? {
    for login in logins {
      if let officer = context.officer(login: login) { return officer.id }
    }
    return nil
  }

  /// How the ledger names the peer, alone or for an officer: `uid:1001`, `o1/uid:1001`.
  package func actor(for officer: OfficerID?) -> String {
    officer.map { "\($0)/uid:\(uid)" } ?? "uid:\(uid)"
  }
}
