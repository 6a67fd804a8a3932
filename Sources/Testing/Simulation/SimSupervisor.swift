import AmparoCore
import AmparoDesk

/// Who changes things in the middle: the directory, the rota, absences, the configuration, and now
/// and then an alert.
final class SimSupervisor {
  private let world: SimWorld
  private let line: SimLine
  private let officers: SimOfficers
  private var reasons = 0

  init(_ world: SimWorld, _ line: SimLine, _ officers: SimOfficers) {
    self.world = world
    self.line = line
    self.officers = officers
  }

  func edit() {
    let unit = world.unit
    let officer = world.dice.pick(unit.officers)
    switch world.dice.below(9) {
    case 0: addAbsence(officer)
    case 1: removeAbsence()
    case 2, 3: reassign()
    case 4: override(officer)
    // A large one takes long to read, and changes over several turns.
    case 5 where unit.cases.count < 100 || world.dice.chance(0.25):
      officers.ask("{\"op\":\"directory.apply\",\"document\":{}}")
    case 6: meddle(with: officer)
    case 7: officers.ask("{\"op\":\"retention.erase\",\"reason\":\"it is time\"}")
    default: followUp()
    }
  }

  private func time(_ wall: Int64) -> String { "\"\(SimUnit.zone.local(of: wall))\"" }

  private func addAbsence(_ officer: OfficerID) {
    let from = world.wall / 60_000 * 60_000 - world.dice.between(0, 60) * 60_000
    let to = from + world.dice.between(1, 48) * 3_600_000
    officers.ask(
      "{\"op\":\"absence.add\",\"officer\":\"\(officer)\",\"from\":\(time(from)),"
        + "\"to\":\(time(to)),\"reason\":\"leave\"}")
  }

  private func removeAbsence() {
    guard let absences = line.desk?.context.directory.absences, !absences.isEmpty else { return }
    let absence = world.dice.pick(absences)
    officers.ask(
      "{\"op\":\"absence.remove\",\"officer\":\"\(absence.officer)\","
        + "\"from\":\(time(absence.from)),\"to\":\(time(absence.to))}")
  }

  private func reassign() {
    let unit = world.unit
    let index = world.dice.below(unit.cases.count)
    let record = SimUnit.caseRecord(unit.cases[index], index, unit.officers, &world.dice)
    let text = JSONWriter.text(DirectoryDocument.encode(record))
    officers.ask("{\"op\":\"case.put\",\"reason\":\"moved\",\"case\":\(text)}")
  }

  private func override(_ officer: OfficerID) {
    let from = world.wall / 60_000 * 60_000
    let to = from + world.dice.between(1, 24) * 3_600_000
    officers.ask(
      "{\"op\":\"rota.override\",\"role\":\"primary\",\"officer\":\"\(officer)\","
        + "\"from\":\(time(from)),\"to\":\(time(to)),\"reason\":\"swap\"}")
  }

  private func meddle(with officer: OfficerID) {
    guard let alert = line.desk?.state.open.map(\.id).min() else { return }
    switch world.dice.below(3) {
    case 0:
      officers.ask("{\"op\":\"alert.transfer\",\"alert\":\(alert),\"to\":\"\(officer)\"}")
    case 1: officers.ask("{\"op\":\"alert.note\",\"alert\":\(alert),\"text\":\"hm\"}")
    default:
      officers.ask("{\"op\":\"alert.cancel\",\"alert\":\(alert),\"reason\":\"a test call\"}")
    }
  }

  private func followUp() {
    let id = world.dice.pick(world.unit.cases)
    reasons += 1
    let requests = [
      "{\"op\":\"followup.done\",\"case\":\"\(id)\"}",
      "{\"op\":\"retention.hold\",\"case\":\"\(id)\",\"reason\":\"court \(reasons)\"}",
      "{\"op\":\"retention.release\",\"case\":\"\(id)\",\"reason\":\"over \(reasons)\"}",
    ]
    officers.ask(world.dice.pick(requests))
  }

  /// Nobody lets an alert stand for days: what is open for so long is closed by hand.
  func closeAll(olderThan age: Int64) {
    guard let open = line.desk?.state.open, world.plant != .unclosed else { return }
    let old = open.filter { age == 0 || $0.raisedAt.wall + age <= world.wall }
    for alert in old.map(\.id).sorted() {
      officers.ask("{\"op\":\"alert.resolve\",\"alert\":\(alert),\"outcome\":\"attended\"}")
    }
  }

  /// What a document says: the unit as it was at first, or with every case drawn anew.
  func read(_ task: DirectoryTask) -> WorkResult {
    let unit = world.unit
    var directory = unit.directory
    if world.dice.chance(0.5) {
      for (index, id) in unit.cases.enumerated() {
        directory.put(SimUnit.caseRecord(id, index, unit.officers, &world.dice))
      }
    }
    // The rota itself in the middle of whatever is paged by it.
    if world.dice.chance(0.3) { directory.rota = SimUnit.rota(unit.officers, &world.dice) }
    directory.dateCases(from: task.context.directory, now: task.now)
    let (rows, change) = Directory.changes(from: task.context.directory, to: directory)
    return .directory(
      WorkResult.DirectoryReading(
        directory: directory, rows: rows, summary: change.json, faults: [], warnings: []))
  }
}
