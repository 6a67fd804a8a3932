extension ZoneRules {
  /// No zone is further from UTC than this, in milliseconds: the widest in the tz database stands
  /// at 15 h 13 min. It bounds how far around an instant a change of the clocks can matter.
  static let offsetMax: Int64 = 48 * 3_600_000

  /// Milliseconds to add to UTC at that instant.
  package func offset(at wall: Int64) -> Int64 {
    offset(after: changesBegun(by: wall))
  }

  /// What the clock on the wall shows at that instant.
  package func local(of wall: Int64) -> LocalTime {
    LocalTime(milliseconds: wall + offset(at: wall))
  }

  /// The instant of a local time: of one that occurs twice the first, of one that does not occur
  /// the instant at which the clocks go forward over it.
  package func wall(of local: LocalTime) -> Int64 {
    var count = changesBegun(by: local.milliseconds - Self.offsetMax)
    while count < changes.count,
      local.milliseconds >= changes[count].at + offset(after: count)
    {
      count += 1
    }
    let instant = local.milliseconds - offset(after: count)
    return count == 0 ? instant : max(instant, changes[count - 1].at)
  }

  /// The latest local time that has come by that instant. It never goes back: while an hour is
  /// shown for the second time it rests just before the end of that hour. So all that is said in
  /// local time (handoffs, windows) compares with it as with an ordinary clock, and means the first
  /// occurrence.
  package func reached(at wall: Int64) -> LocalTime {
    let begun = changesBegun(by: wall)
    var latest = wall + offset(after: begun)
    var count = begun
    while count > 0, changes[count - 1].at > wall - Self.offsetMax {
      count -= 1
      latest = max(latest, changes[count].at + offset(after: count) - 1)
    }
    return LocalTime(milliseconds: latest)
  }

  /// How a local time stands on the clock.
  package enum Occurrence: Hashable, Sendable { case once, twice, never }

  package func occurrence(of local: LocalTime) -> Occurrence {
    let first = wall(of: local)
    guard self.local(of: first) == local else { return .never }
    let begun = changesBegun(by: first)
    for next in begun..<changes.count where changes[next].at <= first + Self.offsetMax {
      let second = local.milliseconds - changes[next].offset
      if second >= changes[next].at, self.local(of: second) == local { return .twice }
    }
    return .once
  }

  private func offset(after count: Int) -> Int64 {
    count == 0 ? firstOffset : changes[count - 1].offset
  }

  /// How many changes lie at or before the instant.
  private func changesBegun(by wall: Int64) -> Int {
    var low = 0
    var high = changes.count
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].at <= wall { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
