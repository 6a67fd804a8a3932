import AmparoCore
import AmparoWire

/// Large changes, a part a turn.
extension Desk {
  /// Takes a directory that was read beside the line into use: at once where it changes little,
  /// else when all its rows are stored.
  func adopt(_ change: Bulk.Adoption, _ reply: PendingReply) {
    var reply = reply
    reply.tellsDurable = true
    if change.rows.count <= Bulk.rowsPerTurn {
      turn.directory += change.rows
      if !change.rows.isEmpty { use(change) }
      replies.append(reply)
    } else if isOwing {
      replies.append(
        PendingReply(seat: reply.seat, id: reply.id, content: .error(Self.notAdopted)))
      discard(change)
    } else {
      bulk = .adopting(change, stored: 0, reply)
    }
  }

  private static let notAdopted = RequestError(
    .internalError,
    "storage fails, and so large a change is stored before it counts; try again when health is "
      + "well")

  /// Whether a further part is to be done at once. While storage fails none is stored, for what is
  /// owed must not grow; an erasure is then given up, and whoever asked for it told.
  var isBulkReady: Bool {
    switch bulk {
    case nil: false
    case .adopting, .clearing: !isOwing && !isBulkHeld
    case .erasing: isOwing || !isBulkHeld
    }
  }

  /// Stores the next part; called once a turn.
  package func continueBulk() {
    guard isBulkReady else { return }
    switch bulk {
    case nil: return
    case .adopting(let change, let stored, let reply):
      let end = min(stored + Bulk.rowsPerTurn, change.rows.count)
      turn.staged += change.rows[stored..<end]
      guard end == change.rows.count else {
        bulk = .adopting(change, stored: end, reply)
        return
      }
      turn.adoptsStaged = true
      use(change)
      replies.append(reply)
      bulk = .clearing(change.rows, done: 0)
    case .clearing(let rows, let done):
      let end = min(done + Bulk.rowsPerTurn, rows.count)
      turn.replaced += rows[done..<end]
      guard end == rows.count else {
        bulk = .clearing(rows, done: end)
        return
      }
      discard(rows)
      bulk = nil
    case .erasing(let erasing, let reply): eraseNext(erasing, reply)
    }
  }

  private func use(_ change: Bulk.Adoption) {
    recordChange(
      change.task.kind, actor: change.task.look.actor, facts: change.summary,
      reason: change.task.look.reason)
    discard(context.directory)
    context.directory = change.directory
    directoryVersion += 1
    survey.isWanted = true
  }

  /// Lets go of it beside the line, at the end of the turn.
  func discard(_ value: any Sendable) { effects.append(.discard(Discarded(value))) }
}
