/// One layer of a role: its officers take turns of one period each, from `from` on.
package struct RotaLayer: Hashable, Sendable {
  package var name: String
  /// Never empty.
  package var officers: [OfficerID]
  /// The first handoff, in the unit's local time.
  package var from: LocalTime
  /// The period of a turn in milliseconds of local time; more than zero.
  package var period: Int64
  /// Empty: the layer speaks at every hour.
  package var windows: [RotaWindow]

  package init(
    name: String, officers: [OfficerID], from: LocalTime, period: Int64,
    windows: [RotaWindow] = []
  ) {
    self.name = name
    self.officers = officers
    self.from = from
    self.period = period
    self.windows = windows
  }
}
