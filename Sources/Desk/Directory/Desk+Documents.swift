import AmparoCore
import AmparoWire

/// Whole directory documents and tables of cases: read beside the line, taken into use on it.
extension Desk {
  func readDirectory(_ asked: Asked, apply: Bool) throws(RequestError) {
    let source: DirectoryTask.Source
    if asked.hasDescriptor {
      source = .documentDescriptor
    } else if let document = asked.request.body["document"] {
      source = .document(document)
    } else {
      throw RequestError(
        .badRequest, "\"document\" is missing; it is the directory, or passed as a descriptor",
        field: "document")
    }
    try read(source, apply: apply, kind: "directory_applied", asked)
  }

  /// Cases from a table, over those there are; with `dry_run` it only says what would change.
  func importCases(_ asked: Asked) throws(RequestError) {
    let isDry = try asked.request.flag("dry_run")
    let source: DirectoryTask.Source
    if asked.hasDescriptor {
      source = .tableDescriptor
    } else {
      source = .table(try asked.request.text("csv"))
    }
    try read(source, apply: !isDry, kind: "cases_imported", asked)
  }

  private func read(
    _ source: DirectoryTask.Source, apply: Bool, kind: String, _ asked: Asked
  ) throws(RequestError) {
    let look = Look(
      actor: asked.peer.actor(for: try optionalOfficer(asked)),
      reason: try asked.request.optionalText("reason"))
    effects.append(
      .work(
        asked.seat,
        .readDirectory(
          DirectoryTask(
            source: source, apply: apply, context: context, look: look, kind: kind,
            now: now.wall))))
    remember(asked)
  }

  func exportDirectory(_ asked: Asked) throws(RequestError) {
    recordAccess(
      "directory_exported", of: nil, alert: nil,
      actor: asked.peer.actor(for: try optionalOfficer(asked)),
      facts: ["cases": .int(Int64(context.directory.cases.count))],
      reason: try asked.request.optionalText("reason"))
    effects.append(
      .work(
        asked.seat,
        .exportDirectory(context.directory, toDescriptor: asked.hasDescriptor)))
    remember(asked)
  }

  /// Notes how the reply of work beside the line begins, until it is done.
  func remember(_ asked: Asked) {
    underWay[asked.seat] = UnderWay(id: asked.id, directoryVersion: directoryVersion)
  }

  /// What a reply of work beside the line needs when it is done.
  struct UnderWay {
    var id: RequestID
    var directoryVersion: Int
  }

  /// Takes what work beside the line brought, and answers.
  package func finish(_ work: Work, at seat: Seat, with result: WorkResult) {
    if case .replayed(let rows, let more) = result {
      return replayed(rows, more: more, on: seat, work: work)
    }
    if case .survey = work { return finishSurvey(result) }
    if case .replay = work {
      let again = now.line + Self.replayAgain.milliseconds
      return failedReplays.append(FailedReplay(seat: seat, work: work, at: again))
    }
    guard let started = underWay.removeValue(forKey: seat) else { return }
    switch result {
    case .replayed, .survey: return
    case .reply(let members):
      replies.append(PendingReply(seat: seat, id: started.id, content: .members(members)))
    case .failed(let error):
      replies.append(PendingReply(seat: seat, id: started.id, content: .error(error)))
    case .looked(let looked): finish(looked, started, seat)
    case .directory(let reading):
      if case .readDirectory(let task) = work { finish(reading, task, started, seat) }
    case .erasable(let found):
      if case .findErasable(let cutoffs, let look) = work {
        finish(found, cutoffs, look, started, seat)
      }
    }
  }

  private func finish(
    _ reading: WorkResult.DirectoryReading, _ task: DirectoryTask, _ started: UnderWay,
    _ seat: Seat
  ) {
    let members: JSONValue = [
      "changed": reading.summary, "faults": reading.faults.json,
      "warnings": reading.warnings.json,
    ]
    let content: PendingReply.Content
    if !task.apply {
      content = .members(members)
    } else if let directory = reading.directory, reading.faults.isEmpty {
      guard started.directoryVersion == directoryVersion, bulk == nil else {
        let error = RequestError(
          .busy, "the directory was changed by someone else meanwhile; try again")
        return replies.append(PendingReply(seat: seat, id: started.id, content: .error(error)))
      }
      let change = Bulk.Adoption(
        directory: directory, rows: reading.rows, summary: reading.summary, task: task)
      let reply = PendingReply(seat: seat, id: started.id, content: .members(members))
      return adopt(change, reply)
    } else {
      content = .error(Self.faulty(reading.faults))
    }
    replies.append(PendingReply(seat: seat, id: started.id, content: content))
  }

  /// The configuration was read anew and is taken into use, or is faulty and the old one stays.
  package func finishReload(_ seat: Seat?, settings: EscalationSettings?, faults: [Fault]) {
    if let settings {
      context.settings = settings
      recordChange("configuration_loaded", actor: Self.daemonActor, facts: .object([]))
      set("configuration", .ok, "as in its file")
      survey.isWanted = true
    } else {
      let first = faults.first.map(\.description) ?? "it could not be read"
      set("configuration", .warning, "the file is faulty, the one before is in use: \(first)")
    }
    guard let seat, let started = underWay.removeValue(forKey: seat) else { return }
    let content: PendingReply.Content =
      settings == nil ? .error(Self.faulty(faults)) : .members(["reloaded": true])
    replies.append(PendingReply(seat: seat, id: started.id, content: content))
  }
}
