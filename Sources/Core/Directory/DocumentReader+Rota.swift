extension DocumentReader {
  private static let week = TimeSpan.days(7)

  /// The roles of the rota, in their order.
  mutating func rotaRoles(_ value: JSONValue) -> [RotaRole] {
    guard let members = value.members else {
      mistyped(value, like: "the roles with their layers, such as { primary: [] }")
      return []
    }
    var seen: Set<String> = []
    return members.compactMap { member in
      within(member.name) { reader in
        guard reader.isID(member.name) else { return nil }
        guard seen.insert(member.name).inserted else {
          reader.fault("this role is written twice")
          return nil
        }
        return reader.role(member.name, member.value)
      }
    }
  }

  mutating func role(_ name: String, _ value: JSONValue) -> RotaRole? {
    guard let elements = value.array else {
      mistyped(value, like: "a list of layers")
      return nil
    }
    var names: Set<String> = []
    let layers = elements.enumerated().compactMap { index, element in
      within(index) { reader -> RotaLayer? in
        let layer = reader.layer(element, number: index + 1)
        if let layer, !names.insert(layer.name).inserted {
          reader.warn("another layer of this role is named \(Self.quoted(layer.name)), too")
        }
        return layer
      }
    }
    return RotaRole(name: name, layers: layers)
  }

  private mutating func layer(_ value: JSONValue, number: Int) -> RotaLayer? {
    let example =
      "a layer such as { officers: [\"o1\"], from: \"2026-01-05T07:00\", rotate: \"1w\" }"
    let known = ["name", "officers", "from", "rotate", "windows"]
    guard isObject(value, like: example, known: known) else { return nil }
    let name = text(value, "name", like: "the layer's name as text") ?? "layer \(number)"
    let turns = list(value, "officers", like: "a list of officers' ids") { $0.officer($1) }
    if present(value, "officers")?.array?.isEmpty ?? true {
      missing("officers", like: "at least one officer's id")
    }
    let period = period(value, officers: turns.count)
    let windows = list(value, "windows", like: "a list of windows") { $0.window($1) }
    guard let from = layerStart(value), let period, !turns.isEmpty else { return nil }
    return RotaLayer(
      name: name, officers: turns, from: from, period: period.milliseconds, windows: windows)
  }

  private mutating func layerStart(_ value: JSONValue) -> LocalTime? {
    let example = "a local time such as \"2026-01-05T07:00\""
    guard let from = present(value, "from") else {
      missing("from", like: example)
      return nil
    }
    return within("from") { reader in
      guard let local = from.string.flatMap({ LocalTime($0) }) else {
        reader.mistyped(from, like: example)
        return nil
      }
      reader.warnOfOddTime(local)
      return local
    }
  }

  /// Needed as soon as there are turns to take.
  private mutating func period(_ value: JSONValue, officers: Int) -> TimeSpan? {
    let example = "how long each turn lasts, such as \"8h\", \"1d\" or \"1w\""
    guard let rotate = present(value, "rotate") else {
      if officers < 2 { return Self.week }
      missing("rotate", like: example)
      return nil
    }
    return within("rotate") { reader in
      guard let span = rotate.string.flatMap({ TimeSpan($0) }) else {
        reader.mistyped(rotate, like: example)
        return nil
      }
      guard span.milliseconds > 0 else {
        reader.fault("a turn can't last no time; give \(example)")
        return nil
      }
      return span
    }
  }

  private mutating func window(_ value: JSONValue) -> RotaWindow? {
    let example = "a window such as { days: [\"mon\"], start: \"23:00\", end: \"07:00\" }"
    guard isObject(value, like: example, known: ["days", "start", "end"]) else { return nil }
    let days = days(value)
    guard let start = timeOfDay(value, "start", last: 1439),
      let end = timeOfDay(value, "end", last: 1440)
    else { return nil }
    guard start != end else {
      within("end") { reader in
        reader.fault(
          "the window ends where it starts; for the whole day give \"00:00\" to \"24:00\"")
      }
      return nil
    }
    return days.map { RotaWindow(days: $0, start: start, end: end % 1440) }
  }

  /// Every day where none are named.
  private mutating func days(_ value: JSONValue) -> Set<RotaWindow.Weekday>? {
    guard let written = present(value, "days") else { return Set(RotaWindow.Weekday.allCases) }
    let names = RotaWindow.Weekday.allCases.map { "\($0)" }
    let days = list(value, "days", like: "a list of days, such as [\"mon\", \"tue\"]") {
      reader, day -> RotaWindow.Weekday? in
      if let place = day.string.flatMap({ names.firstIndex(of: $0) }) {
        return RotaWindow.Weekday.allCases[place]
      }
      let hint = day.string.map { NearestName.hint($0, among: names) } ?? ""
      reader.fault(
        "expected one of \(names.joined(separator: ", ")), found \(Self.found(day))" + hint)
      return nil
    }
    if written.array?.isEmpty == true {
      within("days") { $0.fault("no day is named; leave \"days\" out for every day") }
    }
    return days.isEmpty ? nil : Set(days)
  }

  private mutating func timeOfDay(_ value: JSONValue, _ name: String, last: Int) -> Int? {
    let example = "a time of day such as \"23:00\""
    guard let written = present(value, name) else {
      missing(name, like: example)
      return nil
    }
    let parts = (written.string ?? "").split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 2, let hours = LocalTime.digits(parts[0], count: 2),
      let minutes = LocalTime.digits(parts[1], count: 2), minutes < 60,
      hours * 60 + minutes <= last
    {
      return Int(hours * 60 + minutes)
    }
    within(name) { $0.mistyped(written, like: example) }
    return nil
  }

  mutating func override(_ value: JSONValue) -> RotaOverride? {
    let example = "an override with role, officer, from and to"
    let known = ["role", "officer", "from", "to", "reason"]
    guard isObject(value, like: example, known: known) else { return nil }
    let role = text(value, "role", like: "a role of the rota as text")
    if present(value, "role") == nil { missing("role", like: "a role of the rota as text") }
    if let role, !roles.contains(role) {
      let hint = NearestName.hint(role, among: roles.sorted())
      within("role") { $0.refuseUnlessKept("no role \(Self.quoted(role)) in the rota" + hint) }
    }
    let officer = requiredOfficer(value)
    let reason = text(value, "reason", like: "the reason as text") ?? ""
    guard let stretch = stretch(value), let role, let officer else { return nil }
    return RotaOverride(
      role: role, officer: officer, from: stretch.from, to: stretch.to, reason: reason)
  }

  mutating func absence(_ value: JSONValue) -> Absence? {
    let example = "an absence with officer, from and to"
    guard isObject(value, like: example, known: ["officer", "from", "to", "reason"]) else {
      return nil
    }
    let officer = requiredOfficer(value)
    let reason = text(value, "reason", like: "the reason as text") ?? ""
    guard let stretch = stretch(value), let officer else { return nil }
    return Absence(officer: officer, from: stretch.from, to: stretch.to, reason: reason)
  }
}
