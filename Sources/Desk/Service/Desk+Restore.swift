import AmparoCore

/// Alerts whose beginning in the ledger cannot be read any more.
extension Desk {
  /// Takes up alerts that are open by their table alone: what was said is lost, but not the alert.
  /// Paging begins anew within a second, by the policy of its cases, and the alert says why.
  package func restore(_ rows: [AlertRow]) {
    for row in rows {
      let cases = row.cases.compactMap { context.directory.cases[$0] }
      let risk = cases.first?.risk ?? .unknown
      let known = context.settings.policyByRisk[risk] ?? context.settings.defaultPolicy
      let raised = Raised(
        requestID: "restored-\(row.id)", code: ReplyCode.unused(in: state, entropy: entropy()),
        source: AlertSource(rawValue: row.source) ?? .phone, callerRole: .unknown,
        presentation: nil, isSilent: false, isDrill: row.isDrill, cases: cases.map(\.id),
        risk: risk, isAggressorLine: false, isStaleNumber: false,
        policy: cases.isEmpty ? context.settings.unknownCallerPolicy : known,
        warnings: ["restored: the ledger's row of the call cannot be read"], call: CallFacts())
      record(.raised(raised), of: row.id, actor: Self.daemonActor)
      log(
        .alarm, .alertRestored, "alert \(row.id) was restored from its table and is paged anew",
        alert: row.id)
    }
  }
}
