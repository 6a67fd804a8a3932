import AmparoCore

/// Backups, and what a unit wants to reach.
extension DocumentReader {
  private static let keepMax = TimeSpan.days(3660)

  mutating func backup(_ value: JSONValue) -> BackupSettings {
    var backup = BackupSettings()
    guard let object = present(value, "backup") else { return backup }
    within("backup") { reader in
      let known = ["directory", "keep", "at_least_every"]
      guard reader.isObject(object, like: "settings in braces", known: known) else { return }
      if reader.present(object, "directory") != nil {
        backup.directory = reader.path(
          object, "directory", like: "an absolute path, such as \"/var/backups/amparo\"")
      }
      backup.atLeastEvery =
        reader.span(object, "at_least_every", min: .minutes(1), max: .days(366))
        ?? backup.atLeastEvery
      guard let keep = reader.present(object, "keep") else { return }
      reader.within("keep") { reader in
        let known = ["all", "daily", "weekly"]
        guard reader.isObject(keep, like: "durations in braces", known: known) else { return }
        func span(_ name: String, _ usual: TimeSpan) -> TimeSpan {
          reader.span(keep, name, max: Self.keepMax) ?? usual
        }
        backup.keeping.all = span("all", backup.keeping.all)
        backup.keeping.daily = span("daily", backup.keeping.daily)
        backup.keeping.weekly = span("weekly", backup.keeping.weekly)
      }
    }
    return backup
  }

  mutating func objectives(_ value: JSONValue) -> Objectives {
    var objectives = Objectives()
    guard let object = present(value, "objectives") else { return objectives }
    within("objectives") { reader in
      let known = ["page", "acknowledgement", "arrival"]
      guard reader.isObject(object, like: "objectives in braces", known: known) else { return }
      objectives.page = reader.objective(object, "page", objectives.page)
      objectives.acknowledgement = reader.objective(
        object, "acknowledgement", objectives.acknowledgement)
      objectives.arrival = reader.objective(object, "arrival", objectives.arrival)
    }
    return objectives
  }

  private mutating func objective(
    _ value: JSONValue, _ name: String, _ usual: Objective
  ) -> Objective {
    var objective = usual
    guard let object = present(value, name) else { return objective }
    within(name) { reader in
      let example = "an objective such as { percent: 90, within: \"60s\" }"
      guard reader.isObject(object, like: example, known: ["percent", "within"]) else { return }
      objective.percent = reader.integer(object, "percent", in: 1...100) ?? usual.percent
      objective.within = reader.span(object, "within", max: .days(1)) ?? usual.within
    }
    return objective
  }
}
