import AmparoCore

/// What a calendar says, in the reader's language.
struct CalendarWords {
  let language: Language

  func pick(_ es: String, _ en: String) -> String {
    switch language {
    case .es: es
    case .en: en
    }
  }

  /// Monday first.
  var weekdays: [String] {
    switch language {
    case .es: ["lun", "mar", "mié", "jue", "vie", "sáb", "dom"]
    case .en: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    }
  }

  private var months: [String] {
    switch language {
    case .es:
      [
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
        "octubre", "noviembre", "diciembre",
      ]
    case .en:
      [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
      ]
    }
  }

  func month(_ number: Int) -> String { months[number - 1] }

  /// `lun 23/11`.
  func day(_ date: CivilDate) -> String {
    "\(weekdays[date.weekday - 1]) \(two(date.day))/\(two(date.month))"
  }

  /// `23/11 07:00` on the unit's clock.
  func moment(_ wall: Int64, _ zone: ZoneRules) -> String {
    let minutes = zone.local(of: wall).milliseconds.flooredQuotient(60_000)
    let days = minutes.flooredQuotient(1440)
    let date = CivilDate(daysSinceEpoch: Int(days))
    let rest = Int(minutes - days * 1440)
    return "\(two(date.day))/\(two(date.month)) \(two(rest / 60)):\(two(rest % 60))"
  }

  /// `23/11 07:00 - 23/11 15:00`.
  func stretch(_ shift: PlannedShift, _ zone: ZoneRules) -> String {
    "\(moment(shift.from, zone)) - \(moment(shift.to, zone))"
  }

  /// How many lines below a role say what the grid has no room for; `rota.check` has all gaps.
  private static let notesMax = 12

  /// The hours in which nobody is on call, to the minute.
  func gaps(_ shifts: [PlannedShift], _ zone: ZoneRules) -> [String] {
    notes(
      shifts.filter { $0.officer == nil }.map {
        "  ! " + pick("nadie de guardia", "nobody on call") + ": \(stretch($0, zone))"
      }, pick("huecos", "gaps"), mark: "!")
  }

  /// The first of them, and how many more there are.
  func notes(_ lines: [String], _ kind: String, mark: String) -> [String] {
    guard lines.count > Self.notesMax else { return lines }
    let more = lines.count - Self.notesMax
    return lines.prefix(Self.notesMax)
      + ["  \(mark) " + pick("y \(more) \(kind) más", "and \(more) more \(kind)")]
  }

  /// `día de 23 h`.
  func length(_ minutes: Int) -> String {
    let rest = minutes % 60 == 0 ? "" : " \(minutes % 60) min"
    return pick("día de", "day of") + " \(minutes / 60) h\(rest)"
  }

  /// What the marks of a grid mean.
  var key: String {
    pick("* sustitución o permuta   !!! nadie de guardia", "* override   !!! nobody on call")
  }

  func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension String {
  /// Filled up with blanks to so many letters.
  func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}
