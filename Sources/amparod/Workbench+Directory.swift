import AmparoConfig
import AmparoCore
import AmparoDesk
import AmparoHost
import AmparoStore

/// Reading and writing the directory as a whole.
extension Workbench {
  /// A directory document of a million lines is some 60 MB; one of a million cases some 500 MB.
  private static let documentBytesMax = 1 << 30

  /// The largest export sent inline: what clients take as one line.
  private static let inlineExportBytesMax = 1 << 20

  func read(_ task: DirectoryTask) throws -> WorkResult {
    let contacts = Set(task.context.settings.contacts.keys)
    switch task.source {
    case .document(let value): return reading(value, task, contacts)
    case .documentDescriptor:
      let bytes = try bytes()
      do throws(Fault) {
        return reading(try DirectoryDocument.parse(bytes), task, contacts)
      } catch {
        return .directory(
          WorkResult.DirectoryReading(directory: nil, faults: [error], warnings: []))
      }
    case .table(let text): return reading(Array(text.utf8), task, contacts)
    case .tableDescriptor: return reading(try bytes(), task, contacts)
    }
  }

  private func bytes() throws -> [UInt8] {
    guard let descriptor else {
      throw RequestError(.badRequest, "no descriptor came with the line", field: "descriptor")
    }
    do {
      return try Files.read(descriptor, named: "the document", max: Self.documentBytesMax)
    } catch {
      throw RequestError(.badRequest, error.description, field: "descriptor")
    }
  }

  private func reading(
    _ document: JSONValue, _ task: DirectoryTask, _ contacts: Set<OfficerID>
  ) -> WorkResult {
    let decoded = DirectoryDocument.decode(
      document, countryCode: task.context.settings.countryCode, zone: SystemZone.rules,
      contacts: contacts)
    return compare(decoded.value, task, decoded.faults, decoded.warnings)
  }

  private func reading(
    _ table: [UInt8], _ task: DirectoryTask, _ contacts: Set<OfficerID>
  ) -> WorkResult {
    let decoded = CaseTable.decode(
      table, directory: task.context.directory,
      countryCode: task.context.settings.countryCode, contacts: contacts)
    var directory = task.context.directory
    for item in decoded.value ?? [] { directory.put(item, now: task.now) }
    return compare(
      decoded.value == nil ? nil : directory, task, decoded.faults, decoded.warnings)
  }

  private func compare(
    _ new: Directory?, _ task: DirectoryTask, _ faults: [Fault], _ warnings: [Fault]
  ) -> WorkResult {
    guard var directory = new else {
      return .directory(
        WorkResult.DirectoryReading(directory: nil, faults: faults, warnings: warnings))
    }
    directory.dateCases(from: task.context.directory, now: task.now)
    let (rows, change) = Directory.changes(from: task.context.directory, to: directory)
    let settings = task.context.settings
    let ahead =
      Survey.unknownChannels(of: directory.officers, settings)
      + Survey.warnings(of: directory, settings, now: task.now)
    return .directory(
      WorkResult.DirectoryReading(
        directory: task.apply ? directory : nil, rows: task.apply ? rows : [],
        summary: change.json, faults: faults, warnings: warnings + ahead))
  }

  func export(_ directory: Directory) throws -> WorkResult {
    guard let descriptor else {
      let reply: WrittenMembers = ["document": DirectoryDocument.encode(directory)]
      guard reply.json.count <= Self.inlineExportBytesMax else {
        throw RequestError(
          .tooLarge, "the directory is too large for a line; pass a descriptor to write to",
          field: "descriptor")
      }
      return .written(reply)
    }
    let bytes = JSONWriter.encode(DirectoryDocument.encode(directory)) + [UInt8(ascii: "\n")]
    try write(bytes, to: descriptor)
    return .reply(["bytes": .int(Int64(bytes.count))])
  }

  func write(_ bytes: [UInt8], to descriptor: Descriptor) throws {
    do {
      try Files.write(bytes, to: descriptor)
    } catch {
      throw RequestError(
        .badRequest, "the descriptor could not be written to: \(error)", field: "descriptor")
    }
  }
}
