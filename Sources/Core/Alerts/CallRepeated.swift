/// A further call of the same victim while her alert is open.
package struct CallRepeated: Hashable, Sendable {
  package var requestID: String
  package var source: AlertSource
  package var callerRole: CallerRole
  package var isSilent: Bool
  package var isAggressorLine: Bool
  package var warnings: [String]
  /// Pages that tell the responder, where one holds the alert.
  package var pages: [PageOrder]
  package var call: CallFacts

  package init(
    requestID: String, source: AlertSource, callerRole: CallerRole, isSilent: Bool,
    isAggressorLine: Bool, warnings: [String], pages: [PageOrder], call: CallFacts
  ) {
    self.requestID = requestID
    self.source = source
    self.callerRole = callerRole
    self.isSilent = isSilent
    self.isAggressorLine = isAggressorLine
    self.warnings = warnings
    self.pages = pages
    self.call = call
  }
}
