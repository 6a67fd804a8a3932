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

  /// A directory document of a million lines is some 60 MB.
  private static let documentBytesMax = 256 << 20

  /// The largest export sent inline: what clients take as one line.
  private static let inlineExportBytesMax = 1 << 20

  /// Rows of one part of a replay.
  private static let replayRows = 500

  func perform(_ work: Work) -> WorkResult {
    do {
      switch work {
      case .listAlerts(let query): return try list(query)
      case .history(let id, let withPersonal): return try history(id, withPersonal)
      case .verify(let head): return try verify(head)
      case .replay(let after, let upTo, _, _): return try replay(after, upTo)
      case .readDirectory(let document, let apply, let context, let actor):
        return try read(document, apply: apply, context, actor: actor)
      case .exportDirectory(let directory, _): return try export(directory)
      }
    } catch let error as RequestError {
      return .failed(error)
    } catch {
      return .failed(RequestError(.internalError, "\(error)"))
    }
  }

  private func list(_ query: Work.ListQuery) throws -> WorkResult {
    let rows = try Reader(path: database).alerts(
      state: query.state?.rawValue, since: query.since, before: query.before,
      limit: query.limit + 1)
    return .reply(
      [
        "alerts": .array(rows.prefix(query.limit).map(\.json)),
        "more": .bool(rows.count > query.limit),
      ])
  }

  private func history(_ id: AlertID, _ withPersonal: Bool) throws -> WorkResult {
    let rows = try Reader(path: database).history(of: id)
    return .reply(
      [
        "alert": .int(id.rawValue),
        "events": .array(rows.map { $0.json(withPersonal: withPersonal) }),
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

  private func replay(_ after: Int64, _ upTo: Int64) throws -> WorkResult {
    let rows = try Reader(path: database).published(after: after, limit: Self.replayRows)
    let recorded = rows.compactMap { Recorded($0.entry) }
    let last = rows.last?.entry.stream
    let isMore = rows.count == Self.replayRows && (last.map { $0 < upTo } ?? false)
    return .replayed(recorded, more: isMore ? last : nil)
  }

  private func read(
    _ document: JSONValue?, apply: Bool, _ context: Context, actor: String
  ) throws -> WorkResult {
    let value: JSONValue
    if let document {
      value = document
    } else {
      guard let descriptor else {
        throw RequestError(.badRequest, "no descriptor came with the line", field: "descriptor")
      }
      let bytes = try Files.read(descriptor, named: "the document", max: Self.documentBytesMax)
      value = try JSONParser.parseJSON5(bytes).value
    }
    let decoded = DirectoryDocument.decode(
      value, countryCode: context.settings.countryCode, zone: SystemZone.rules,
      contacts: Set(context.settings.contacts.keys))
    guard let directory = decoded.value else {
      return .directory(
        WorkResult.DirectoryReading(
          directory: nil, rows: [], summary: [:], faults: decoded.faults,
          warnings: decoded.warnings, apply: apply, actor: actor))
    }
    let (rows, change) = Directory.changes(from: context.directory, to: directory)
    return .directory(
      WorkResult.DirectoryReading(
        directory: directory, rows: rows, summary: change.json, faults: decoded.faults,
        warnings: decoded.warnings + directory.warnings(now: Clock.wallMilliseconds()),
        apply: apply, actor: actor))
  }

  private func export(_ directory: Directory) throws -> WorkResult {
    let document = DirectoryDocument.encode(directory)
    guard let descriptor else {
      let reply: JSONValue = ["document": document]
      guard JSONWriter.encode(reply).count <= Self.inlineExportBytesMax else {
        throw RequestError(
          .tooLarge, "the directory is too large for a line; pass a descriptor to write to",
          field: "descriptor")
      }
      return .reply(reply)
    }
    let bytes = JSONWriter.encode(document) + [UInt8(ascii: "\n")]
    try Files.write(bytes, to: descriptor)
    return .reply(["bytes": .int(Int64(bytes.count))])
  }
}
