import AmparoCore
import AmparoDesk
import AmparoHost

/// A configuration read anew, as far as the line uses it; or what is wrong with it.
package enum Reloaded: Sendable {
  /// With the names of the members of which only a restart takes what is new.
  case settings(EscalationSettings, Language, ServerLimits, Identify, untaken: [String])
  case faulty([Fault])

  /// Who a peer is, by what the kernel says of it.
  package typealias Identify = @Sendable (PeerCredentials) -> Peer
}
