import AmparoCore

/// An officer's shifts as an iCalendar file (RFC 5545) that common calendars import.
package enum ICalendar {
  /// Octets of a line without its break (RFC 5545, section 3.1).
  private static let lineOctets = 75

  /// `stamp` is when the file was made, wall time in milliseconds.
  package static func file(
    for officer: String, _ plan: RotaPlan, language: Language, stamp: Int64
  ) -> [UInt8] {
    let words = CalendarWords(language: language)
    let own = plan.shifts.filter { $0.officer == officer }
    let title = words.pick("Guardias", "On call") + " \(own.first?.name ?? officer)"
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Amparo//Rota//ES", "CALSCALE:GREGORIAN",
      "X-WR-CALNAME:\(escaped(title))",
    ]
    for shift in own { lines += event(shift, officer, words, stamp) }
    lines.append("END:VCALENDAR")
    return lines.flatMap { folded($0) }
  }

  private static func event(
    _ shift: PlannedShift, _ officer: String, _ words: CalendarWords, _ stamp: Int64
  ) -> [String] {
    let role = escaped(shift.role)
    let mark = shift.isOverride ? words.pick(" (sustitución)", " (override)") : ""
    return [
      "BEGIN:VEVENT",
      // The same shift has the same id in every file, so that importing again doubles nothing.
      "UID:\(escaped("\(shift.role)-\(officer)-\(time(shift.from))@amparo"))",
      "DTSTAMP:\(time(stamp))", "DTSTART:\(time(shift.from))", "DTEND:\(time(shift.to))",
      "SUMMARY:\(words.pick("Guardia", "On call")): \(role)\(mark)",
      "CATEGORIES:\(words.pick("Guardia", "On call"))", "TRANSP:OPAQUE", "END:VEVENT",
    ]
  }

  /// `20261123T060000Z`: UTC, so that no zone has to be described.
  private static func time(_ wall: Int64) -> String {
    String(Timestamp.text(wall).prefix(19).filter { $0 != "-" && $0 != ":" }) + "Z"
  }

  /// TEXT as section 3.3.11 has it.
  private static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", ";", ",": out += "\\\(scalar)"
      case "\n": out += "\\n"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: out += " "
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// A line in pieces of 75 octets, each further one after a blank, no letter cut apart.
  private static func folded(_ line: String) -> [UInt8] {
    var out: [UInt8] = []
    var room = lineOctets
    for scalar in line.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      if bytes.count > room {
        out += [0x0D, 0x0A, 0x20]
        room = lineOctets - 1
      }
      out += bytes
      room -= bytes.count
    }
    return out + [0x0D, 0x0A]
  }
}
