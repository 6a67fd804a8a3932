import AmparoCore
import AmparoWire

/// The rota: who is on call, what is planned, what is wrong with it, and changes of a shift.
extension Desk {
  func whoIsOnCall(_ asked: Asked) throws(RequestError) {
    let directory = context.directory
    let at = try asked.request.optionalInstant("at", directory.rota.zone) ?? now.wall
    let role = try asked.request.optionalText("role")
    if let role { try checkRole(role) }
    let rota = directory.rota
    let answers = role.map { [rota.onCall(role: $0, at: at)] } ?? rota.onCall(at: at)
    answer(
      [
        "at": .time(at), "time_zone": .string(directory.unit.timeZone),
        "on_call": .array(answers.map { Self.onCall($0, directory, at: at) }),
      ], asked)
  }

  private func checkRole(_ role: String) throws(RequestError) {
    guard context.directory.rota.role(role) == nil else { return }
    let known = context.directory.rota.roles.map(\.name)
    throw RequestError(
      .notFound, "the rota has no role \"\(role)\"" + NearestName.hint(role, among: known),
      field: "role")
  }

  private static func onCall(_ item: OnCall, _ directory: Directory, at: Int64) -> JSONValue {
    let source = item.source.words
    return [
      "role": .string(item.role), "officer": .text(item.officer?.rawValue),
      "source": .text(source.source), "layer": .text(source.layer),
      "until": .time(item.until),
      "absent": .bool(item.officer.flatMap { directory.isAbsent($0, at: at) } != nil),
    ]
  }

  /// The longest stretch that is shown or checked at once: a year, with its two changes of the
  /// clocks and some weeks around it.
  static let rotaStretchMax = TimeSpan.days(400)
  private static let rotaShown = TimeSpan.days(7)

  func showRota(_ asked: Asked) throws(RequestError) {
    let (from, to) = try stretch(asked, default: Self.rotaShown)
    effects.append(
      .work(asked.seat, .showRota(context.directory, context.settings, from: from, to: to)))
    remember(asked)
  }

  func checkRota(_ asked: Asked) throws(RequestError) {
    let (from, to) = try stretch(asked, default: Survey.lookAhead)
    let look = Look(actor: asked.peer.actor(for: asked.peer.officer(in: context)), reason: nil)
    effects.append(
      .work(asked.seat, .checkRota(context.directory, context.settings, look, from: from, to: to)))
    remember(asked)
  }

  private func stretch(
    _ asked: Asked, default span: TimeSpan
  ) throws(RequestError) -> (from: Int64, to: Int64) {
    let zone = context.directory.rota.zone
    let from = try asked.request.optionalInstant("from", zone) ?? now.wall
    let to = try asked.request.optionalInstant("to", zone) ?? from + span.milliseconds
    guard from < to else {
      throw RequestError(.badRequest, "\"to\" must lie after \"from\"", field: "to")
    }
    guard to - from <= Self.rotaStretchMax.milliseconds else {
      throw RequestError(
        .badRequest, "from \"from\" to \"to\" is at most \(Self.rotaStretchMax)", field: "to")
    }
    return (from, to)
  }

  /// One officer in a role for a time, above all layers.
  func overrideRota(_ asked: Asked) throws(RequestError) {
    let names = ["role", "officer", "from", "to", "reason"]
    let members = (asked.request.body.members ?? []).filter { names.contains($0.name) }
    let reading = DirectoryDocument.decodeOverride(
      .object(members), directory: context.directory,
      contacts: Set(context.settings.contacts.keys))
    guard let item = reading.value else { throw Self.refused(reading.faults) }
    try adopt(
      [item], kind: "rota_overridden", reading.warnings, asked,
      facts: [
        "role": .string(item.role), "officer": .string(item.officer.rawValue),
        "from": .time(item.from), "to": .time(item.to),
      ])
  }

  /// Two shifts of a role change hands: the one at `at` and the one at `with`.
  func swapShifts(_ asked: Asked) throws(RequestError) {
    let role = try asked.request.words("role")
    try checkRole(role)
    let reason = try asked.request.optionalText("reason") ?? ""
    let first = try shift(of: role, "at", asked)
    let second = try shift(of: role, "with", asked)
    guard let one = first.officer, let other = second.officer else {
      throw RequestError(
        .conflict, "nobody is on call at one of these times; use rota.override for a gap",
        field: first.officer == nil ? "at" : "with")
    }
    guard one != other else {
      throw RequestError(.conflict, "both shifts are of officer \(one) already", field: "with")
    }
    let items = [(other, first), (one, second)].map { officer, shift in
      RotaOverride(
        role: role, officer: officer, from: shift.from, to: shift.to, reason: reason)
    }
    try adopt(
      items, kind: "shifts_swapped", [], asked,
      facts: [
        "role": .string(role),
        "shifts": .array(
          items.map {
            [
              "officer": .string($0.officer.rawValue), "from": .time($0.from),
              "to": .time($0.to),
            ]
          }),
      ])
  }

  /// How far from an instant the ends of its shift are looked for.
  private static let shiftReach = TimeSpan.days(60)

  private func shift(
    of role: String, _ name: String, _ asked: Asked
  ) throws(RequestError) -> Shift {
    let rota = context.directory.rota
    guard let at = try asked.request.optionalInstant(name, rota.zone) else {
      throw RequestError(
        .badRequest, "\"\(name)\" is missing; it is a time within the shift", field: name)
    }
    let reach = Self.shiftReach.milliseconds
    let found = rota.shifts(role: role, from: at - reach, to: at + reach)
      .first { $0.from <= at && at < $0.to }
    guard let found, found.from > at - reach, found.to < at + reach else {
      throw RequestError(
        .conflict,
        "the shift at that time has no end within \(Self.shiftReach); give its times by "
          + "rota.override", field: name)
    }
    return found
  }

  private func adopt(
    _ items: [RotaOverride], kind: String, _ warnings: [Fault], _ asked: Asked, facts: JSONValue
  ) throws(RequestError) {
    var changed = context.directory
    for item in items { changed.rota.add(item) }
    try edit(
      Edit(
        kind: kind, facts: facts, reason: try asked.request.optionalText("reason"),
        warnings: warnings + items.flatMap { review(changed, $0) }), to: changed, [.override], asked
    )
  }

  /// What the officer of the change is in for, as far ahead as one can plan.
  private func review(_ directory: Directory, _ item: RotaOverride) -> [Fault] {
    guard item.to > now.wall else {
      return [Fault(path: "to", message: "this is over already: it changes nothing from now on")]
    }
    let end = min(item.to, item.from + Survey.lookAhead.milliseconds)
    let concerns = Survey.concerns(
      about: item.officer, in: directory, context.settings, from: item.from, to: end)
    return Survey.words(concerns, directory.rota.zone)
  }

  /// What is wrong with the members of a request, which is no document.
  static func refused(_ faults: [Fault]) -> RequestError {
    var error = faulty(faults)
    if let first = faults.first {
      error.message = first.description
      error.field = first.path
    }
    return error
  }
}

extension OnCall.Source {
  /// As replies have it: `layer` with its name, `override`, or nothing for a gap.
  package var words: (source: String?, layer: String?) {
    switch self {
    case .layer(let name): ("layer", name)
    case .override: ("override", nil)
    case .nobody: (nil, nil)
    }
  }
}
