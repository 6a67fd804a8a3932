/// One victim's case: what routing needs as values, and what the card shows.
package struct Case: Hashable, Sendable {
  package enum Status: String, Sendable, CaseIterable { case active, supervised, inactive }
  package enum Force: String, Sendable, CaseIterable {
    case local, national
    case civilGuard = "civil_guard"
  }

  package var id: CaseID
  package var alias: String?
  /// Shown, never asked: all are dispatched alike.
  package var status: Status?
  package var risk: Risk
  /// The word found where it is none of ours; kept and shown, and treated as unknown.
  package var riskAsWritten: String?
  package var riskAt: String?
  package var force: Force?
  package var phones: [CasePhone]
  package var assigned: OfficerID?
  package var deputies: [OfficerID]
  /// Officers who must not be paged for this case: kinship, conflict of interest.
  package var excluded: [OfficerID]
  package var aggressorPhones: [PhoneNumber]
  /// The members `victim`, `order`, `aggressors`, `minors` and `notes` as the document has them,
  /// checked, for the card alone.
  package var details: JSONValue

  package init(
    id: CaseID, alias: String? = nil, status: Status? = nil, risk: Risk = .unknown,
    riskAsWritten: String? = nil, riskAt: String? = nil, force: Force? = nil,
    phones: [CasePhone] = [], assigned: OfficerID? = nil, deputies: [OfficerID] = [],
    excluded: [OfficerID] = [], aggressorPhones: [PhoneNumber] = [],
    details: JSONValue = .object([])
  ) {
    self.id = id
    self.alias = alias
    self.status = status
    self.risk = risk
    self.riskAsWritten = riskAsWritten
    self.riskAt = riskAt
    self.force = force
    self.phones = phones
    self.assigned = assigned
    self.deputies = deputies
    self.excluded = excluded
    self.aggressorPhones = aggressorPhones
    self.details = details
  }
}
