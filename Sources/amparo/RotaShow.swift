import AmparoCalendar
import AmparoConfig
import AmparoCore
import AmparoHost

/// `amparo rota show`: asks for the shifts of some days, and draws or writes them.
struct RotaShow {
  private let call: Invocation

  init(_ call: Invocation) { self.call = call }

  private enum Stretch {
    case week(CivilDate)
    case month(CivilDate)

    var first: CivilDate {
      switch self {
      case .week(let day): day
      case .month(let day): day
      }
    }

    var days: Int {
      switch self {
      case .week: 7
      case .month(let day): CivilDate.days(inMonth: day.month, of: day.year)
      }
    }
  }

  func run() throws -> Int32 {
    let stretch = try stretch()
    let members = [
      JSONMember("from", .string(Self.local(stretch.first))),
      JSONMember("to", .string(Self.local(stretch.first, after: stretch.days))),
    ]
    return try call.ask("rota.show", members) { reply in
      let name = reply["time_zone"]?.string ?? ""
      guard let zone = SystemZone.rules(named: name), let plan = RotaPlan(json: reply, zone: zone)
      else {
        throw CommandError.usage("\(name): \(call.words.pick("no hay tal zona", "no such zone"))")
      }
      if let directory = call.options["--ics"] { return try write(plan, into: directory) }
      draw(plan, stretch)
    }
  }

  private func draw(_ plan: RotaPlan, _ stretch: Stretch) {
    let language = call.words.language
    let lines: [String]
    switch stretch {
    case .week(let day): lines = WeekGrid(plan, firstDay: day, language: language).lines
    case .month(let day):
      lines =
        MonthGrid(plan, year: day.year, month: day.month, language: language)?.lines ?? []
    }
    for line in lines { Output.line(Output.harmless(line)) }
  }

  private func write(_ plan: RotaPlan, into directory: String) throws {
    let officers = Set(plan.shifts.compactMap(\.officer)).sorted()
    for officer in officers {
      let bytes = ICalendar.file(
        for: officer, plan, language: call.words.language, stamp: Clock.wallMilliseconds())
      let path = "\(directory)/\(Self.fileName(officer)).ics"
      try Files.write(bytes, to: try Document.create(path))
      Output.line(path)
    }
  }

  /// An id may hold what would lead out of the directory.
  private static func fileName(_ officer: String) -> String {
    String(officer.map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" ? $0 : "_" })
  }

  private func stretch() throws -> Stretch {
    if let month = call.options["--month"] {
      guard let day = Self.day(month + "-01") else {
        throw CommandError.usage(
          "--month: \(call.words.pick("un mes como 2026-12", "a month such as 2026-12"))")
      }
      return .month(day)
    }
    guard let from = call.options["--from"] else { return .week(Self.today.monday) }
    guard let day = Self.day(from) else {
      throw CommandError.usage(
        "--from: \(call.words.pick("un día como 2026-12-24", "a day such as 2026-12-24"))")
    }
    return .week(day.monday)
  }

  private static func day(_ text: String) -> CivilDate? {
    guard let local = LocalTime(text + "T00:00") else { return nil }
    return CivilDate(daysSinceEpoch: Int(local.milliseconds / 86_400_000))
  }

  private static var today: CivilDate {
    CivilDate(daysSinceEpoch: Int(Clock.wallMilliseconds() / 86_400_000))
  }

  private static func local(_ day: CivilDate, after days: Int = 0) -> String {
    let milliseconds = Int64(day.daysSinceEpoch + days) * 86_400_000
    return LocalTime(milliseconds: milliseconds).description
  }
}
