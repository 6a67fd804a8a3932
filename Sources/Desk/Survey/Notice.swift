import AmparoCore

/// Something to know or to do by and by, in the queues of those it concerns. It never pages, and
/// is told again daily while it lasts.
struct Notice {
  enum Matter: Hashable {
    case followUp(DueFollowUp)
    case concerns([Concern])

    var name: String {
      switch self {
      case .followUp: "follow_up_overdue"
      case .concerns: "rota"
      }
    }
  }

  /// How soon it is told again while nothing changes.
  static let againAfter = TimeSpan.days(1)

  var matter: Matter
  /// In whose queues it stands.
  var officers: [OfficerID]
  /// Whether it is the supervisors', too.
  var forSupervisors: Bool
  /// Wall time in milliseconds.
  var since: Int64
  var toldAt: Int64?

  func concerns(_ officer: OfficerID) -> Bool { officers.contains(officer) }
}
