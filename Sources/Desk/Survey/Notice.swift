import AmparoCore

/// Something to know or to do by and by, in the queues of those it concerns. It never pages, and
/// is told again daily while it lasts.
struct Notice {
  enum Matter: Hashable {
    case followUp(DueFollowUp)
    /// With the wall time up to which the rota was looked through.
    case concerns([Concern], until: Int64)

    var name: String {
      switch self {
      case .followUp: "follow_up_overdue"
      case .concerns: "rota"
      }
    }
  }

  /// How soon it is told again while nothing changes.
  static let againAfter = TimeSpan.days(1)

  /// Concerns that are told in words; the rest are counted, and `rota.check` has them.
  static let concernsTold = 20

  var matter: Matter
  /// In whose queues it stands.
  var officers: [OfficerID]
  /// Whether it is the supervisors', too.
  var forSupervisors: Bool
  /// Wall time in milliseconds.
  var since: Int64
  var toldAt: Int64?

  /// The cases it names.
  var cases: [CaseID] {
    switch matter {
    case .followUp(let item): [item.caseID]
    case .concerns(let concerns, _): concerns.prefix(Self.concernsTold).compactMap(\.caseID)
    }
  }

  /// Whether it tells something that this one before it did not.
  func isNews(after before: Notice?) -> Bool {
    guard let before, before.officers == officers else { return true }
    switch (before.matter, matter) {
    case (.concerns(let told, let horizon), .concerns(let found, _)):
      return !Concern.news(in: found, after: told, until: horizon).isEmpty
    case (.concerns, .followUp), (.followUp, .concerns), (.followUp, .followUp):
      return before.matter != matter
    }
  }

  func concerns(_ officer: OfficerID) -> Bool { officers.contains(officer) }
}
