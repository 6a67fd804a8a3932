import AmparoCore
import AmparoHost

/// One line of `peers`: who it is about, and what they may do.
package struct PeerRule: Hashable, Sendable {
  package enum Who: Hashable, Sendable {
    case user(UInt32)
    case group(UInt32)
    /// A name this machine does not know; the rule fits nobody.
    case nobody
  }

  /// The officers a peer may speak for besides the one whose login it has.
  package enum ActsFor: Hashable, Sendable {
    case nobody
    case any
    case only(Set<OfficerID>)
  }

  package var who: Who
  package var roles: Set<Role>
  package var actsFor: ActsFor

  /// Whether the rule is about this peer; of a group also those who have it as a further one.
  package func fits(_ credentials: PeerCredentials) -> Bool {
    switch who {
    case .user(let uid): credentials.uid == uid
    case .group(let gid): credentials.gid == gid || credentials.groups.contains(gid)
    case .nobody: false
    }
  }
}
