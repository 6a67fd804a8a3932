import AmparoCore

/// The rota a second time, as slowly and plainly as can be: every boundary is listed, put on the
/// time line by trying every offset, and the last one passed counts.
struct NaiveRota {
  let rota: Rota
  let zone: ZoneRules

  /// All instants that show this local time, or the jump that leaves it out.
  func instant(_ local: LocalTime) -> Int64 {
    let offsets = Set([zone.firstOffset] + zone.changes.map(\.offset))
    let shown = offsets.map { local.milliseconds - $0 }.filter {
      $0 + offset($0) == local.milliseconds
    }
    if let first = shown.min() { return first }
    let jump = zone.changes.first { change in
      let before = change.at + offset(change.at - 1)
      let after = change.at + change.offset
      return before <= local.milliseconds && local.milliseconds < after
    }
    return jump?.at ?? 0
  }

  func offset(_ wall: Int64) -> Int64 {
    var result = zone.firstOffset
    for change in zone.changes where change.at <= wall { result = change.offset }
    return result
  }

  func answer(_ role: String, at wall: Int64) -> (officer: OfficerID?, source: OnCall.Source) {
    for item in rota.overrides.reversed()
    where item.role == role && item.from <= wall && wall < item.to {
      return (item.officer, .override)
    }
    for layer in rota.role(role)?.layers.reversed() ?? [] where speaks(layer, at: wall) {
      if let officer = turn(layer, at: wall) { return (officer, .layer(layer.name)) }
    }
    return (nil, .nobody)
  }

  private func turn(_ layer: RotaLayer, at wall: Int64) -> OfficerID? {
    var number: Int64 = -1
    while instant(LocalTime(milliseconds: layer.from.milliseconds + (number + 1) * layer.period))
      <= wall
    {
      number += 1
    }
    return number < 0 ? nil : layer.officers[Int(number) % layer.officers.count]
  }

  private func speaks(_ layer: RotaLayer, at wall: Int64) -> Bool {
    guard !layer.windows.isEmpty else { return true }
    let day: Int64 = 86_400_000
    let today = (wall + offset(wall)) / day
    for number in (today - 2)...(today + 1) {
      // 1970-01-01 was a Thursday.
      let weekday = RotaWindow.Weekday(rawValue: Int((number + 3) % 7))
      for window in layer.windows where weekday.map(window.days.contains) == true {
        let start = number * day + Int64(window.start) * 60_000
        var end = number * day + Int64(window.end) * 60_000
        if window.end <= window.start { end += day }
        let from = instant(LocalTime(milliseconds: start))
        let to = instant(LocalTime(milliseconds: end))
        if from <= wall && wall < to { return true }
      }
    }
    return false
  }
}
