/// One layer of a role: its officers take turns of one period each, from `from` on.
package struct RotaLayer: Hashable, Sendable {
  package var name: String
  /// Never empty.
  package let officers: [OfficerID]
  /// The first handoff, in the unit's local time.
  package let from: LocalTime
  /// The period of a turn in milliseconds of local time; more than zero.
  package let period: Int64
  /// Empty: the layer speaks at every hour.
  package let windows: [RotaWindow]
  let hours: WeeklyHours

  package init(
    name: String, officers: [OfficerID], from: LocalTime, period: Int64,
    windows: [RotaWindow] = []
  ) {
    precondition(!officers.isEmpty, "a layer of the rota has at least one officer")
    precondition(period > 0, "a turn of the rota lasts more than no time")
    self.name = name
    self.officers = officers
    self.from = from
    self.period = period
    self.windows = windows
    self.hours = WeeklyHours(windows)
  }
}
