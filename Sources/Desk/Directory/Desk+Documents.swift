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
      AccessQuery.directoryExported, of: nil, alert: nil,
      actor: asked.peer.actor(for: try optionalOfficer(asked)),
      facts: ["cases": .int(Int64(context.directory.cases.count))],
      reason: try asked.request.optionalText("reason"))
    effects.append(
      .work(
        asked.seat,
        .exportDirectory(context.directory, toDescriptor: asked.hasDescriptor)))
    remember(asked)
  }

  /// How many changes are told at once, and the most that can be asked for: a large one names
  /// some hundred parts.
  static let changesDefault: Int64 = 20
  static let changesMax: Int64 = 30

  /// Who changed the directory, when and why; ids only, beside the reason that somebody typed.
  func listChanges(_ asked: Asked) throws(RequestError) {
    let limit = try asked.request.limit(default: Self.changesDefault, max: Self.changesMax)
    let before = try asked.request.optionalInt("before") ?? Int64.max
    effects.append(.work(asked.seat, .listChanges(before: before, limit: limit)))
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
    // Either may hold the last reference to a directory of a million cases; and what another thread
    // has made in many parts, the line would let go of only by turns with that thread.
    if work.holdsDirectory || work.isReplay { discard((work, result)) }
    if case .replayed(let rows, let more) = result {
      return replayed(rows, more: more, on: seat, work: work)
    }
    if case .survey = work { return finishSurvey(result) }
    if case .replay = work {
      let again = now.line + Self.replayAgain.milliseconds
      return failedReplays.append(FailedReplay(seat: seat, work: work, at: again))
    }
    if case .backUp(let task) = work { noteBackup(task, result) }
    if case .verify(head: nil) = work, case .reply(let found) = result { noteChain(found) }
    guard let started = underWay.removeValue(forKey: seat) else { return }
    switch result {
    case .replayed, .survey: return
    case .reply(let members):
      replies.append(PendingReply(seat: seat, id: started.id, content: .members(members)))
    case .written(let members):
      replies.append(PendingReply(seat: seat, id: started.id, content: .written(members)))
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

  /// What a check of the chain has found stays in the health until a start. Not what was found for
  /// somebody's note of a head, which may be of another ledger.
  private func noteChain(_ found: JSONValue) {
    guard found["intact"]?.bool == false, let message = found["message"]?.string else { return }
    set("ledger", .critical, "the chain is broken: \(message)")
  }

  private func finish(
    _ reading: WorkResult.DirectoryReading, _ task: DirectoryTask, _ started: UnderWay,
    _ seat: Seat
  ) {
    let faults = reading.faults + heldFaults(reading.directory)
    let members: JSONValue = [
      "changed": reading.summary, "faults": faults.json,
      "warnings": (openWarnings(reading.directory) + reading.warnings).json,
    ]
    let content: PendingReply.Content
    if !task.apply {
      content = .members(members)
    } else if let directory = reading.directory, faults.isEmpty {
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
      content = .error(Self.faulty(faults))
    }
    replies.append(PendingReply(seat: seat, id: started.id, content: content))
  }

  /// As many as a person reads before stopping to think.
  private static let openToldMax = 20

  /// What the change leaves of open alerts.
  private func openWarnings(_ new: Directory?) -> [Fault] {
    guard let new else { return [] }
    return caseWarnings(new) + holderWarnings(new)
  }

  /// An alert goes on without its case, but whoever answers it no longer sees a card.
  private func caseWarnings(_ new: Directory) -> [Fault] {
    Set(state.open.flatMap(\.raised.cases)).sorted().filter {
      context.directory.cases[$0] != nil && new.cases[$0] == nil
    }.prefix(Self.openToldMax).map {
      Fault(path: "cases", message: "case \"\($0)\" has an open alert, and is not there")
    }
  }

  /// Who is no officer any more cannot say how it goes, so the others are paged in time.
  private func holderWarnings(_ new: Directory) -> [Fault] {
    let gone = context.directory.officers.map(\.id).filter { new.officer($0) == nil }
    let told = gone.flatMap { id in
      state.held(by: id).sorted().map {
        Fault(path: "officers", message: "officer \"\(id)\" holds alert \($0), and is not there")
      }
    }
    return Array(told.prefix(Self.openToldMax))
  }

  /// A case on legal hold must not leave the directory.
  private func heldFaults(_ new: Directory?) -> [Fault] {
    guard let new else { return [] }
    return context.holds.keys.sorted().filter {
      context.directory.cases[$0] != nil && new.cases[$0] == nil
    }.map {
      Fault(path: "cases", message: "case \"\($0)\" is on legal hold, and is not there")
    }
  }

  /// The configuration was read anew and is taken into use, or is faulty and the old one stays.
  /// Of the members `untaken` only a restart takes what is new.
  package func finishReload(
    _ seat: Seat?, settings: EscalationSettings?, faults: [Fault], untaken: [String] = []
  ) {
    if let settings {
      forgetChannels(context.settings.channels.subtracting(settings.channels))
      context.settings = settings
      recordChange("configuration_loaded", actor: Self.daemonActor, facts: .object([]))
      if untaken.isEmpty {
        set("configuration", .ok, "as in its file")
      } else {
        let names = untaken.joined(separator: ", ")
        set("configuration", .warning, "only a restart takes what is new in its file: \(names)")
      }
      survey.isWanted = true
    } else {
      let first = faults.first.map(\.description) ?? "it could not be read"
      set("configuration", .warning, "the file is faulty, the one before is in use: \(first)")
    }
    guard let seat, let started = underWay.removeValue(forKey: seat) else { return }
    let warnings = untaken.map { "\($0): only a restart takes what is new here" }
    let content: PendingReply.Content =
      settings == nil
      ? .error(Self.faulty(faults)) : .members(["reloaded": true, "warnings": .strings(warnings)])
    replies.append(PendingReply(seat: seat, id: started.id, content: content))
  }
}
