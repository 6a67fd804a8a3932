import AmparoCore
import AmparoDesk
import AmparoHost
import AmparoStore

/// Backups.
extension Workbench {
  func backUp(_ task: BackupTask) throws -> WorkResult {
    if task.toDescriptor { return try backUpToDescriptor() }
    guard let directory = task.settings.directory else {
      throw RequestError(.badRequest, "the configuration names no directory for backups")
    }
    return try backUp(to: directory, task)
  }

  /// The file appears under its name when all of it is there and was verified.
  private func backUp(to directory: String, _ task: BackupTask) throws -> WorkResult {
    let name = BackupName(at: task.now).text
    let draft = "\(directory)/\(name).part"
    let facts: BackupFacts
    do {
      try Backup.copy(database, to: draft)
      facts = try Backup.verify(draft)
      try Files.move(draft, to: "\(directory)/\(name)")
    } catch {
      abandon(draft)
      throw error
    }
    let names = try Files.names(in: directory)
    let doomed = task.settings.keeping.doomed(among: names, now: task.now)
    for old in doomed { try Files.remove("\(directory)/\(old)") }
    let place: [JSONMember] = [
      JSONMember("file", .string(name)), JSONMember("removed", .strings(doomed)),
    ]
    return .reply(.object(facts.members + place))
  }

  /// The copy is made and verified beside the database, for a descriptor may be a pipe; then it is
  /// sent.
  private func backUpToDescriptor() throws -> WorkResult {
    guard let descriptor else {
      throw RequestError(.badRequest, "no descriptor came with the line", field: "descriptor")
    }
    let draft = Self.draft(of: database)
    // Of one that a kill interrupted; no two are made at once.
    try Files.remove(draft)
    do {
      try Backup.copy(database, to: draft)
      let facts = try Backup.verify(draft)
      try send(draft, to: descriptor)
      try Files.remove(draft)
      return .reply(.object(facts.members))
    } catch {
      abandon(draft)
      throw error
    }
  }

  /// What went wrong before is what is told; a draft that stays is cleared away by a later backup.
  private func abandon(_ draft: String) {
    do {
      try Files.remove(draft)
    } catch {
      SystemLog.line(.warning, "\(error)", id: LogMessage.backup.rawValue)
    }
  }

  static func draft(of database: String) -> String { database + ".copy" }

  private func send(_ path: String, to descriptor: Descriptor) throws {
    let source = try Files.opened(path)
    while case let bytes = try Files.part(of: source), !bytes.isEmpty {
      try write(bytes, to: descriptor)
    }
  }
}

extension BackupFacts {
  var members: [JSONMember] {
    [
      JSONMember("bytes", .int(bytes)), JSONMember("rows", .int(rows)),
      JSONMember("head", .string(head)), JSONMember("newest", .time(newest)),
      JSONMember("open_alerts", .int(openAlerts)),
    ]
  }
}
