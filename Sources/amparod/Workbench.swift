import AmparoConfig
import AmparoCore
import AmparoDesk
import AmparoHost
import AmparoStore

/// One piece of work beside the line, done on its own connection to the database.
struct Workbench {
  let database: String
  /// What came with the request: a document to read, or a place to write to.
  let descriptor: Descriptor?

  func perform(_ work: Work) -> WorkResult {
    do {
      switch work {
      case .listAlerts(let query, let owed, let look): return try list(query, owed, look)
      case .history(let id, let withPersonal, let after):
        return try history(id, withPersonal, after)
      case .verify(let head): return try verify(head)
      case .replay(let after, let upTo, let officers, let all):
        return .replay(
          try Reader(path: database).published(after: after, limit: WorkResult.replayRows),
          upTo: upTo, officers: officers, all: all)
      case .readDirectory(let task): return try read(task)
      case .exportDirectory(let directory, _): return try export(directory)
      case .listCases(let context, let query, let look):
        return listCases(context.directory, query, look)
      case .showRota(let directory, let settings, let from, let to):
        return .written(WrittenMembers(RotaView.shifts(directory, settings, from: from, to: to)))
      case .checkRota(let directory, let settings, let look, let from, let to):
        return checkRota(directory, settings, look, from, to)
      case .listFollowUps(let context, let query, let look, let now):
        return try listFollowUps(context, query, look, now)
      case .survey(let context, let now):
        return .survey(
          Survey(context.directory, context.settings, context.followUps, now: now))
      case .listLooks(let query, let look, let isKnown):
        return try listLooks(query, look, isKnown)
      case .exportLooks(let query): return try exportLooks(query)
      case .listChanges(let before, let limit): return try listChanges(before, limit)
      case .backUp(let task): return try backUp(task)
      case .report(let task): return try report(task)
      case .findErasable(let cutoffs, _):
        return .erasable(try Reader(path: database).erasable(cutoffs))
      }
    } catch let error as RequestError {
      return .failed(error)
    } catch {
      return .failed(RequestError(.internalError, "\(error)"))
    }
  }

  /// As many events as fit a reply, one at least.
  private func history(_ id: AlertID, _ withPersonal: Bool, _ after: Int64) throws -> WorkResult {
    let rows = try Reader(path: database).history(of: id).drop { $0.seq <= after }
    var events: [JSONValue] = []
    var bytes = 0
    for row in rows {
      let event = row.json(withPersonal: withPersonal)
      bytes += JSONWriter.encode(event).count
      guard events.isEmpty || bytes <= Self.replyBytesMax else { break }
      events.append(event)
    }
    return .written(
      [
        "alert": .int(id.rawValue), "events": .array(events),
        "more": .bool(events.count < rows.count),
      ])
  }

  private func listChanges(_ before: Int64, _ limit: Int) throws -> WorkResult {
    let rows = try Reader(path: database).changes(before: before, limit: limit + 1)
    return .written(
      [
        "changes": .array(rows.prefix(limit).map { $0.json(withPersonal: true) }),
        "more": .bool(rows.count > limit),
      ])
  }

  private func verify(_ head: String?) throws -> WorkResult {
    switch try Verifier(Reader(path: database)).verify(head: head) {
    case .whole(let rows, let head):
      return .reply(["intact": true, "rows": .int(rows), "head": .string(head)])
    case .missing(let seq): return broken("missing", seq, "row \(seq) is missing")
    case .changed(let seq): return broken("changed", seq, "row \(seq) was changed")
    case .cut(let seq):
      return broken(
        "cut", seq, "the rows after \(seq) that the recorded head vouches for are gone")
    case .badHead:
      throw RequestError(
        .badRequest, "\"head\" is written SEQ:HASH, as an earlier check told it", field: "head")
    }
  }

  private func broken(_ kind: String, _ seq: Int64, _ message: String) -> WorkResult {
    .reply(
      [
        "intact": false, "fault": .string(kind), "seq": .int(seq), "message": .string(message),
      ])
  }
}
