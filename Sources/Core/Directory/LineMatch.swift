/// A case that a calling number belongs to. A hint, never an identity.
package struct LineMatch: Hashable, Sendable {
  package enum Line: Hashable, Sendable {
    case known(CasePhone.Owner, stale: Bool)
    case aggressor
  }

  package var caseID: CaseID
  package var line: Line

  package init(caseID: CaseID, line: Line) {
    self.caseID = caseID
    self.line = line
  }
}
