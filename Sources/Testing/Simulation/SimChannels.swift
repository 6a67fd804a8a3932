import AmparoCore
import AmparoDesk

/// The channels that the line sends pages to by itself: they deliver, fail, or say nothing; late,
/// twice, and in any order.
final class SimChannels {
  private let world: SimWorld
  private let line: SimLine
  var onPage: (OfficerID, AlertID) -> Void = { _, _ in }

  init(_ world: SimWorld, _ line: SimLine) {
    self.world = world
    self.line = line
  }

  func send(_ task: PageTask) {
    if world.isHealing {
      report(task, .delivered, after: 50)
      return onPage(task.officer, task.alert)
    }
    if world.dice.chance(world.plan.channelSilent) { return }
    let fails = world.dice.chance(world.plan.channelFails)
    let delay = world.dice.between(1, 5000) + world.dice.between(0, world.plan.delayMax)
    if world.dice.chance(0.3) { report(task, .owed, after: delay / 2) }
    let reached: [PageState] =
      task.channel == Contact.smsChannel ? [.sent, .delivered] : [.delivered, .answered]
    let state =
      fails ? world.dice.pick([.failed, .noAnswer, .busy]) : world.dice.pick(reached)
    report(task, state, after: delay)
    // The network has it, and tells by and by what became of it.
    if state == .sent, world.dice.chance(0.5) {
      report(task, world.dice.pick([.delivered, .failed]), after: delay * 3)
    }
    if world.dice.chance(world.plan.duplicate) {
      report(task, world.dice.pick([state, .failed, .delivered]), after: delay * 2)
    }
    if !fails { world.after(delay) { [unowned self] in onPage(task.officer, task.alert) } }
  }

  private func report(_ task: PageTask, _ state: PageState, after delay: Int64) {
    let report = PageReport(page: task.page, state: state, detail: "simulated")
    world.after(delay) { [unowned self] in line.take(.report(report)) }
  }
}
