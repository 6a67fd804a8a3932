/// An urgent-contact request as decoded: whatever could not be read is a warning, never a refusal.
package struct RaiseRequest: Hashable, Sendable {
  package var requestID: String
  package var source: AlertSource = .phone
  package var callerRole: CallerRole = .unknown
  package var presentation: Presentation?
  package var caseID: CaseID?
  package var isSilent = false
  package var isDrill = false
  package var call = CallFacts()
  package var warnings: [String] = []
  /// Random bits from the edge, for the reply code.
  package var entropy: UInt64

  package init(requestID: String, entropy: UInt64) {
    self.requestID = requestID
    self.entropy = entropy
  }
}
