import AmparoCore
import AmparoWire

/// What became of alerts, over a time. It names no case and no officer.
extension Desk {
  /// How far back a report goes where nobody says it.
  private static let reportSpan = TimeSpan.days(30)

  func report(_ asked: Asked) throws(RequestError) {
    let zone = context.directory.rota.zone
    let to = try asked.request.optionalInstant("to", zone) ?? now.wall
    let from =
      try asked.request.optionalInstant("from", zone) ?? to - Self.reportSpan.milliseconds
    guard from < to else {
      throw RequestError(
        .badRequest, "\"to\" is not after \"from\"; a day alone means its beginning",
        field: "to")
    }
    let task = ReportTask(
      from: from, to: to, objectives: context.settings.objectives, now: now.wall,
      toDescriptor: asked.hasDescriptor)
    effects.append(.work(asked.seat, .report(task)))
    remember(asked)
  }
}
