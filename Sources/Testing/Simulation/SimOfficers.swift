import AmparoCore
import AmparoDesk

/// The officers and the last resort: quick, slow, silent, declining; those who take an alert bring
/// it to its end, or fall silent in the middle.
final class SimOfficers {
  private struct Matter: Hashable {
    var officer: OfficerID
    var alert: AlertID
  }

  private let world: SimWorld
  private let line: SimLine
  private let gateway: SimGateway
  private var answering: Set<Matter> = []
  private var console: SimConnection?
  let terminals: [SimTerminal]

  init(_ world: SimWorld, _ line: SimLine, _ gateway: SimGateway) {
    self.world = world
    self.line = line
    self.gateway = gateway
    let officers = (world.unit.officers + [SimUnit.control]).map { officer in
      SimTerminal(
        officer, isSupervisor: world.unit.directory.officer(officer)?.isSupervisor == true, world,
        line)
    }
    terminals = officers + [SimTerminal(nil, isSupervisor: true, world, line)]
    for terminal in terminals {
      terminal.onPage = { [unowned self, unowned terminal] event in
        if let alert = event["alert"]?.int, let officer = terminal.officer {
          paged(officer, AlertID(alert))
        }
      }
    }
  }

  /// The officer has learned of the alert, by whatever way.
  func paged(_ officer: OfficerID, _ alert: AlertID) {
    let matter = Matter(officer: officer, alert: alert)
    guard answering.insert(matter).inserted else { return }
    if !world.isHealing, world.dice.chance(world.plan.officerSilent) {
      return world.after(world.dice.between(30_000, 600_000)) { [unowned self] in
        answering.remove(matter)
      }
    }
    let isSlow = !world.isHealing && world.dice.chance(world.plan.officerSlow)
    let delay = isSlow ? world.dice.between(40_000, 900_000) : world.dice.between(1000, 25_000)
    let declines = !world.isHealing && world.dice.chance(world.plan.officerDeclines)
    world.after(delay) { [unowned self] in answer(matter, declines: declines) }
  }

  private func answer(_ matter: Matter, declines: Bool) {
    let reason = declines ? ",\"reason\":\"busy\"" : ""
    let operation = declines ? "decline" : "acknowledge"
    if world.dice.chance(0.1) {
      gateway.text(declines ? "NO" : "SI", of: matter.officer, to: matter.alert)
    }
    say(operation, matter, reason, byGateway: world.dice.chance(0.3)) { [unowned self] reply in
      answering.remove(matter)
      guard !declines, reply?["ok"]?.bool == true,
        reply?["responder"]?.string == matter.officer.rawValue
      else { return }
      answering.insert(matter)
      goOn(matter, with: ["en_route", "on_scene", "note", "resolve"])
    }
  }

  /// What comes next for the officer who holds the alert.
  private func goOn(_ matter: Matter, with rest: [String]) {
    guard let next = rest.first else { return }
    let abandons = !world.isHealing && world.dice.chance(world.plan.officerAbandons / 3)
    if abandons {
      _ = answering.remove(matter)
      return
    }
    world.after(world.isHealing ? 20_000 : world.dice.about(150_000)) { [unowned self] in
      step(matter, next) { [unowned self] isDone in
        guard isDone else {
          answering.remove(matter)
          return
        }
        goOn(matter, with: Array(rest.dropFirst()))
      }
    }
  }

  private func step(_ matter: Matter, _ what: String, then: @escaping (Bool) -> Void) {
    let finish: (JSONValue?) -> Void = { then($0?["ok"]?.bool == true) }
    switch what {
    case "note": say("note", matter, ",\"text\":\"all well\"", byGateway: false, then: finish)
    case "resolve":
      say("resolve", matter, ",\"outcome\":\"attended\"", byGateway: false, then: finish)
    default:
      if !world.isHealing, world.dice.chance(0.05) {
        return say("release", matter, ",\"reason\":\"cannot\"", byGateway: false) { _ in then(false)
        }
      }
      say("progress", matter, ",\"status\":\"\(what)\"", byGateway: false, then: finish)
    }
  }

  private func say(
    _ operation: String, _ matter: Matter, _ more: String, byGateway: Bool,
    then: @escaping (JSONValue?) -> Void
  ) {
    let via = byGateway ? ",\"via\":\"call\"" : ""
    let text =
      "{\"op\":\"alert.\(operation)\",\"alert\":\(matter.alert),"
      + "\"officer\":\"\(matter.officer)\"\(via)\(more)}"
    if byGateway { return gateway.tell(text, then: then) }
    ask(text, then: then)
  }

  /// A supervisor's console, or any officer's.
  func ask(_ text: String, then: @escaping (JSONValue?) -> Void = { _ in }) {
    if console?.isOpen != true { console = line.connect(SimTerminal.console) }
    guard let console, console.isOpen else { return then(nil) }
    line.send(SimRequest(text), on: console, then: then)
  }
}
