import AmparoCore

/// What a turn lets out once it is committed; carried out in this order.
package enum Effect: Sendable {
  /// One line, complete with its newline.
  case reply(Seat, [UInt8])
  case event(ConnectionID, [UInt8])
  case send(PageTask)
  /// Tell the channel that the page is asked for no more.
  case withdraw(PageID, channel: String)
  /// Have the channel call the line itself, as a drill.
  case drillCall(channel: String)
  /// Work for the readers beside the line; its outcome comes back by ``Desk/finish(_:at:)``.
  case work(Seat, Work)
  /// Read the configuration anew, then answer by ``Desk/finishReload(_:faults:at:)``.
  case reload(Seat)
  /// Let go of something large beside the line.
  case discard(Discarded)
  /// The disk is full: give up the room that is kept for this.
  case makeRoom
  /// For the system journal.
  case log(LogEntry)
}
