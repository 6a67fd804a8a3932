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

  func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension String {
  /// Filled up with blanks to so many letters.
  func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}
