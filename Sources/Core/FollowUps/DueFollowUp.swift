/// A follow-up that waits to be done: one on record, or the regular next one of a case, which is
/// reckoned and not stored.
package struct DueFollowUp: Hashable, Sendable {
  package enum Reference: Hashable, Sendable, CustomStringConvertible {
    case recorded(FollowUpID)
    case regular(CaseID)

    /// Reads `12` and `next:VG-0001`.
    package init?(_ text: String) {
      if let number = Int64(text), number > 0 {
        self = .recorded(FollowUpID(number))
      } else if text.hasPrefix(Self.regularPrefix), text != Self.regularPrefix {
        self = .regular(CaseID(String(text.dropFirst(Self.regularPrefix.count))))
      } else {
        return nil
      }
    }

    private static let regularPrefix = "next:"

    package var description: String {
      switch self {
      case .recorded(let id): String(id.rawValue)
      case .regular(let id): Self.regularPrefix + id.rawValue
      }
    }
  }

  package var reference: Reference
  package var caseID: CaseID
  package var kind: FollowUpKind
  /// Wall time in milliseconds.
  package var due: Int64
  package var alert: AlertID?
  package var note: String?

  package init(
    reference: Reference, caseID: CaseID, kind: FollowUpKind, due: Int64, alert: AlertID? = nil,
    note: String? = nil
  ) {
    self.reference = reference
    self.caseID = caseID
    self.kind = kind
    self.due = due
    self.alert = alert
    self.note = note
  }

  package init(_ item: FollowUp) {
    self.init(
      reference: .recorded(item.id), caseID: item.caseID, kind: item.kind, due: item.due,
      alert: item.alert, note: item.note)
  }
}
