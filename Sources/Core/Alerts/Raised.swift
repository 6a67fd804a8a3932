/// The beginning of an alert: what the gateway said, what the directory knew, what was chosen.
package struct Raised: Hashable, Sendable {
  package var requestID: String
  /// The short random reply code, unique among open alerts.
  package var code: String
  package var source: AlertSource
  package var callerRole: CallerRole
  package var presentation: Presentation?
  package var isSilent: Bool
  package var isDrill: Bool
  /// The cases the call may belong to, the one of highest risk first; empty for an unknown caller.
  package var cases: [CaseID]
  package var risk: Risk
  /// The number is listed as an aggressor's.
  package var isAggressorLine: Bool
  /// The number matched, but its time as hers has ended.
  package var isStaleNumber: Bool
  package var policy: String
  package var warnings: [String]
  /// Personal: what the caller's number, words and place are.
  package var call: CallFacts

  package init(
    requestID: String, code: String, source: AlertSource, callerRole: CallerRole,
    presentation: Presentation?, isSilent: Bool, isDrill: Bool, cases: [CaseID], risk: Risk,
    isAggressorLine: Bool, isStaleNumber: Bool, policy: String, warnings: [String],
    call: CallFacts
  ) {
    self.requestID = requestID
    self.code = code
    self.source = source
    self.callerRole = callerRole
    self.presentation = presentation
    self.isSilent = isSilent
    self.isDrill = isDrill
    self.cases = cases
    self.risk = risk
    self.isAggressorLine = isAggressorLine
    self.isStaleNumber = isStaleNumber
    self.policy = policy
    self.warnings = warnings
    self.call = call
  }
}
