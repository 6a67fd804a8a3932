import AmparoCore
import AmparoWire

/// Whole directory documents: read beside the line, taken into use on it.
extension Desk {
  func readDirectory(_ asked: Asked, apply: Bool) {
    let document = asked.hasDescriptor ? nil : asked.request.body["document"]
    guard asked.hasDescriptor || document != nil else {
      let error = RequestError(
        .badRequest, "\"document\" is missing; it is the directory, or passed as a descriptor",
        field: "document")
      return replies.append(
        PendingReply(seat: asked.seat, id: asked.id, content: .error(error)))
    }
    let actor = asked.peer.actor(for: asked.peer.officer(in: context))
    effects.append(
      .work(
        asked.seat,
        .readDirectory(document, apply: apply, context: context, actor: actor)))
    remember(asked)
  }

  func exportDirectory(_ asked: Asked) {
    recordAccess(
      "directory_exported", of: nil, alert: nil,
      actor: asked.peer.actor(for: asked.peer.officer(in: context)),
      facts: ["cases": .int(Int64(context.directory.cases.count))])
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
    guard let started = underWay.removeValue(forKey: seat) else { return }
    switch result {
    case .replayed: return
    case .reply(let members):
      replies.append(PendingReply(seat: seat, id: started.id, content: .members(members)))
    case .failed(let error):
      replies.append(PendingReply(seat: seat, id: started.id, content: .error(error)))
    case .directory(let reading): finish(reading, started, seat)
    }
  }

  private func finish(
    _ reading: WorkResult.DirectoryReading, _ started: UnderWay, _ seat: Seat
  ) {
    var content = PendingReply.Content.members(
      [
        "changed": reading.summary, "faults": reading.faults.json,
        "warnings": reading.warnings.json,
      ])
    if reading.apply {
      if let directory = reading.directory, reading.faults.isEmpty {
        if started.directoryVersion == directoryVersion {
          if !reading.rows.isEmpty {
            adopt(
              directory, rows: reading.rows, kind: "directory_applied", summary: reading.summary,
              actor: reading.actor)
          }
        } else {
          content = .error(
            RequestError(
              .busy, "the directory was changed by someone else meanwhile; try again"))
        }
      } else {
        content = .error(Self.faulty(reading.faults))
      }
    }
    replies.append(PendingReply(seat: seat, id: started.id, content: content))
  }

  /// The configuration was read anew and is taken into use, or is faulty and the old one stays.
  package func finishReload(_ seat: Seat?, settings: EscalationSettings?, faults: [Fault]) {
    if let settings {
      context.settings = settings
      turn.entries.append(
        LedgerEntry(
          at: now.wall, kind: "configuration_loaded", actor: Self.daemonActor,
          body: JSONWriter.encode(.object([]))))
      set("configuration", .ok, "as in its file")
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
