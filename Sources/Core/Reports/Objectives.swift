/// What a unit wants to reach, from the call on; a report says whether it did. A unit's own choice:
/// no standard is claimed by the defaults.
package struct Objectives: Hashable, Sendable {
  /// Until a page has reached an officer's terminal or telephone: the daemon's own share.
  package var page = Objective(percent: 99, within: .seconds(1))
  /// Until an officer acknowledges; the length of NFPA 1225 (2022) for a first unit's dispatch.
  package var acknowledgement = Objective(percent: 90, within: .seconds(60))
  package var arrival = Objective(percent: 90, within: .minutes(15))

  package init() {}
}
