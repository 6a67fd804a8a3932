import AmparoCore
import AmparoHost
import AmparoStore
import Glibc

/// `backup` and `restore`.
struct BackupCommand {
  private let call: Invocation

  init(_ call: Invocation) { self.call = call }

  /// Into the daemon's own directory; into a directory, under the time's name; or into a file.
  func backUp() throws -> Int32 {
    guard let place = call.positional.first else {
      return try call.ask("backup.create") { reply in tell(reply, reply["file"]?.string ?? "") }
    }
    guard Files.isDirectory(place) else { return try backUp(to: place) }
    let name = BackupName(at: Clock.wallMilliseconds()).text
    let status = try backUp(to: "\(place)/\(name)")
    if status == ExitCode.done, !call.has("--keep-all") { try clear(place) }
    return status
  }

  private func backUp(to path: String) throws -> Int32 {
    let target = try ExportTarget(path)
    defer { target.abandon() }
    let reply = try call.reply(
      "backup.create", [JSONMember("descriptor", true)], passing: target.descriptor)
    guard reply["ok"]?.bool == true else {
      if call.isJSON { return call.tell(reply) }
      try Session.throwIfRefused(reply)
      return ExitCode.refused
    }
    try target.finish()
    // Standard output is somebody else's to look at.
    guard path != "-" else { return ExitCode.done }
    try check(path, reply)
    if call.isJSON { return call.tell(reply) }
    tell(reply, path)
    return ExitCode.done
  }

  /// Whether what lies there now is what the daemon sent.
  private func check(_ path: String, _ reply: JSONValue) throws {
    guard Files.isRegular(path) else { return }
    let found = try verified(path)
    guard found.head == reply["head"]?.string, found.bytes == reply["bytes"]?.int else {
      throw CommandError.refused(
        code: "internal",
        message: call.words.pick(
          "\(path) no es lo que envió el servicio", "\(path) is not what the daemon sent"),
        faults: [])
    }
  }

  private func verified(_ path: String) throws -> BackupFacts {
    do {
      return try Backup.verify(path)
    } catch {
      throw CommandError.refused(code: "damaged", message: error.description, faults: [])
    }
  }

  private func clear(_ directory: String) throws {
    do {
      let names = try Files.names(in: directory)
      for old in BackupKeeping().doomed(among: names, now: Clock.wallMilliseconds()) {
        try Files.remove("\(directory)/\(old)")
      }
    } catch {
      throw CommandError.refused(code: "not_cleared", message: error.description, faults: [])
    }
  }

  private func tell(_ reply: JSONValue, _ place: String) {
    let words = call.words
    Output.line(
      Output.harmless(
        words.pick("copia verificada", "verified backup") + ": \(place), "
          + "\(reply["bytes"]?.int ?? 0) bytes, \(reply["rows"]?.int ?? 0) "
          + words.pick("filas", "rows") + ", \(reply["head"]?.string ?? "")"))
  }

  /// On this machine, without the daemon.
  func restore() throws -> Int32 {
    let backup = call.positional[0]
    let database = call.positional[1]
    let facts: BackupFacts
    do {
      facts = try Restoration.restore(
        backup, to: database, actor: "uid:\(getuid())",
        now: Clock.wallMilliseconds())
    } catch {
      throw CommandError.refused(code: "not_restored", message: error.description, faults: [])
    }
    let words = call.words
    let newest = facts.newest.map { LocalClock.text(.time($0)) } ?? "-"
    Output.line(
      words.pick(
        "restaurada: \(facts.rows) filas, la última de \(newest), \(facts.openAlerts) alertas "
          + "abiertas; ahora arranque el servicio",
        "restored: \(facts.rows) rows, the last of \(newest), \(facts.openAlerts) open alerts; now "
          + "start the service"))
    Output.line(facts.head)
    return ExitCode.done
  }
}
