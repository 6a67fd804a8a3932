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
    guard let directory = call.options["--ics"] else {
      return try ask(stretch.first, days: stretch.days) { draw($0, stretch) }
    }
    guard !call.isJSON else {
      throw CommandError.usage(
        call.words.pick("o bien --ics o bien --json", "either --ics or --json"))
    }
    let reach = Int(RotaPlan.reach.milliseconds / 86_400_000)
    let around = CivilDate(daysSinceEpoch: stretch.first.daysSinceEpoch - reach)
    return try ask(around, days: stretch.days + 2 * reach) { plan in
      let last = CivilDate(daysSinceEpoch: stretch.first.daysSinceEpoch + stretch.days)
      try write(
        plan.whole(touching: plan.start(of: stretch.first), plan.start(of: last)),
        into: directory)
    }
  }

  private func ask(
    _ first: CivilDate, days: Int, _ show: (RotaPlan) throws -> Void
  ) throws -> Int32 {
    let members = [
      JSONMember("from", .string(Self.local(first))),
      JSONMember("to", .string(Self.local(first, after: days))),
    ]
    return try call.ask("rota.show", members) { reply in
      guard let plan = RotaPlan(json: reply, zone: try zone(of: reply)) else {
        throw CommandError.unreachable(
          call.words.pick(
            "el servicio envió lo que no es un cuadrante", "the daemon sent what is no rota"))
      }
      if reply["more"]?.bool == true {
        throw CommandError.refused(
          code: "too_large",
          message: call.words.pick(
            "hay demasiados turnos en ese tiempo; pida una semana",
            "there are too many shifts in that time; ask for a week"), faults: [])
      }
      try show(plan)
    }
  }

  private func zone(of reply: JSONValue) throws -> ZoneRules {
    let name = reply["time_zone"]?.string ?? ""
    guard let zone = SystemZone.rules(named: name) else {
      throw CommandError.usage("\(name): \(call.words.pick("no hay tal zona", "no such zone"))")
    }
    return zone
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
    try Document.makeDirectory(directory)
    let officers = Set(plan.shifts.compactMap(\.officer)).sorted()
    for officer in officers {
      let bytes = ICalendar.file(
        for: officer, plan, language: call.words.language, stamp: Clock.wallMilliseconds())
      let path = "\(directory)/\(Self.fileName(officer)).ics"
      try Files.write(bytes, to: try Document.create(path))
      Output.line(path)
    }
  }

  /// An id may hold what would lead out of the directory; two ids never have one file.
  private static func fileName(_ officer: String) -> String {
    officer.unicodeScalars.map { scalar in
      let isPlain = scalar.properties.isAlphabetic || "0123456789-_".unicodeScalars.contains(scalar)
      return isPlain
        ? String(scalar)
        : String(scalar).utf8.map { "%" + String($0, radix: 16, uppercase: true) }.joined()
    }.joined()
  }

  private func stretch() throws -> Stretch {
    if call.has("--month"), call.has("--from") {
      throw CommandError.usage(
        call.words.pick("o bien --from o bien --month", "either --from or --month"))
    }
    if let month = call.options["--month"] {
      guard let day = Self.day(month + "-01") else {
        throw CommandError.usage(
          "--month: \(call.words.pick("un mes como 2026-12", "a month such as 2026-12"))")
      }
      return .month(day)
    }
    guard let from = call.options["--from"] else { return .week(try today().monday) }
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

  /// The day it is where the unit is, which need not be where this runs.
  private func today() throws -> CivilDate {
    var session = try Session(call.socket, call.words)
    let reply = try session.ask("rota.show", call.spoken("rota.show", []))
    try Session.throwIfRefused(reply)
    let local = try zone(of: reply).local(of: Clock.wallMilliseconds())
    return CivilDate(daysSinceEpoch: Int(local.milliseconds / 86_400_000))
  }

  private static func local(_ day: CivilDate, after days: Int = 0) -> String {
    let milliseconds = Int64(day.daysSinceEpoch + days) * 86_400_000
    return LocalTime(milliseconds: milliseconds).description
  }
}
