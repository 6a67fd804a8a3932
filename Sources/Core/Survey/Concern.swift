/// Something that will leave an alert without the person it should reach. Times are wall time in
/// milliseconds, from the first until just before the second.
package enum Concern: Hashable, Sendable {
  /// A role has nobody.
  case gap(role: String, from: Int64, to: Int64)
  /// An officer is on two roles or more at once.
  case clash(officer: OfficerID, roles: [String], from: Int64, to: Int64)
  /// An officer is absent on their shift.
  case absent(officer: OfficerID, role: String, from: Int64, to: Int64)
  /// An officer of the rota has no channel that works.
  case noChannel(officer: OfficerID)
  /// The assigned officer of a case is absent while no deputy is there whom a page reaches.
  case uncovered(caseID: CaseID, officer: OfficerID, from: Int64, to: Int64)
  /// A role changes hands so often that nobody has looked at this time.
  case unseen(role: String, from: Int64, to: Int64)

  /// The case it is about; nil for one of the rota.
  package var caseID: CaseID? {
    switch self {
    case .uncovered(let id, _, _, _): id
    case .gap, .unseen, .clash, .absent, .noChannel: nil
    }
  }

  /// The same in words, for whoever may ask how the service is: no case is named.
  package func words(_ zone: ZoneRules) -> String {
    guard case .uncovered(_, let officer, let from, let to) = self else {
      return fault(zone).description
    }
    return "a case's assigned officer, \"\(officer)\", is absent \(Self.stretch(from, to, zone)), "
      + "and no deputy is there"
  }

  private static func stretch(_ from: Int64, _ to: Int64, _ zone: ZoneRules) -> String {
    "from \(zone.local(of: from)) to \(zone.local(of: to))"
  }

  /// The same in words, with the part of the directory it is about.
  package func fault(_ zone: ZoneRules) -> Fault {
    func stretch(_ from: Int64, _ to: Int64) -> String { Self.stretch(from, to, zone) }
    switch self {
    case .gap(let role, let from, let to):
      return Fault(path: "rota.\(role)", message: "nobody is on call \(stretch(from, to))")
    case .clash(let officer, let roles, let from, let to):
      let names = roles.joined(separator: " and ")
      return Fault(
        path: "rota.\(roles.first ?? "")",
        message: "officer \"\(officer)\" is on call as \(names) at once \(stretch(from, to))")
    case .absent(let officer, let role, let from, let to):
      return Fault(
        path: "rota.\(role)",
        message: "officer \"\(officer)\" is on call but absent \(stretch(from, to))")
    case .noChannel(let officer):
      return Fault(
        path: "officer \(officer).contacts",
        message: "officer \"\(officer)\" is on the rota, but has no channel that works")
    case .uncovered(let id, let officer, let from, let to):
      return Fault(
        path: "case \(id).assigned",
        message: "officer \"\(officer)\" is absent \(stretch(from, to)), and no deputy is there")
    case .unseen(let role, let from, let to):
      return Fault(
        path: "rota.\(role)",
        message: "it changes hands so often that gaps \(stretch(from, to)) were not looked for")
    }
  }
}
