import AmparoConfig
import AmparoCore
import AmparoDesk
import AmparoHost
import AmparoServer

/// The configuration as the server uses it.
extension Configuration {
  var serverLimits: ServerLimits {
    ServerLimits(
      connections: limits.connections, connectionsPerUser: limits.connectionsPerUser,
      lineBytes: limits.lineBytes)
  }

  /// Who a peer is: the roles of all rules that fit it, together.
  var identify: Reloaded.Identify {
    let rules = peers
    let names = NameCache()
    return { credentials in
      let fitting = rules.filter { $0.fits(credentials) }
      let name = names.name(of: credentials.uid)
      return Peer(
        uid: credentials.uid,
        logins: [name, String(credentials.uid)].compactMap(\.self),
        roles: fitting.reduce(into: []) { $0.formUnion($1.roles) },
        actsFor: fitting.reduce(.nobody) { $0.joined(with: $1.actsFor) })
    }
  }
}

extension Peer.ActsFor {
  fileprivate func joined(with rule: PeerRule.ActsFor) -> Peer.ActsFor {
    switch (self, rule) {
    case (.any, _), (_, .any): .any
    case (_, .nobody): self
    case (.nobody, .only(let officers)): .only(officers)
    case (.only(let own), .only(let officers)): .only(own.union(officers))
    }
  }
}
