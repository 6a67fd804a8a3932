import AmparoCore
import AmparoWire

/// Backups: made beside the line, on record, and looked for when they stay away.
extension Desk {
  func backUp(_ asked: Asked) throws(RequestError) {
    let settings = context.settings.backup
    guard asked.hasDescriptor || settings.directory != nil else {
      throw RequestError(
        .badRequest,
        "no descriptor came with the line, and the configuration names no directory for backups",
        field: "descriptor")
    }
    let task = BackupTask(
      toDescriptor: asked.hasDescriptor, settings: settings, now: now.wall,
      actor: asked.peer.actor(for: asked.peer.officer(in: context)))
    effects.append(.work(asked.seat, .backUp(task)))
    remember(asked)
  }

  /// Takes up what the ledger knows of backups: when the last was made, and since when there is
  /// something to back up.
  package func takeUpBackups(last: Int64?, since: Int64?) {
    backups.last = last
    backups.since = since ?? now.wall
    checkBackups()
  }

  func noteBackup(_ task: BackupTask, _ result: WorkResult) {
    switch result {
    case .reply(let members):
      backups.last = now.wall
      backups.made += 1
      backups.lastBytes = members["bytes"]?.int
      let names = ["bytes", "rows", "head", "file", "removed"]
      let facts = names.compactMap { name in members[name].map { JSONMember(name, $0) } }
      recordChange(BackupNote.kind, actor: task.actor, facts: .object(facts))
      checkBackups()
    case .failed(let error):
      backups.failed += 1
      set("backup", .warning, "the last one failed: \(error.message)")
    case .written, .replayed, .directory, .looked, .survey, .erasable: return
    }
  }

  /// Whether one is overdue; called at intervals.
  package func checkBackups() {
    let limit = context.settings.backup.atLeastEvery
    let age = TimeSpan(milliseconds: now.wall - (backups.last ?? backups.since))
    guard age > limit else {
      return set(
        "backup", .ok,
        backups.last == nil
          ? "none has been made yet, and none is overdue" : "the newest is no older than \(limit)")
    }
    let hours = age.milliseconds / TimeSpan.hours(1).milliseconds
    set(
      "backup", .warning,
      backups.last == nil
        ? "none has been made in \(hours) hours" : "the newest is \(hours) hours old")
  }
}
