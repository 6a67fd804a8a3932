import AmparoCore
import AmparoDesk
import AmparoHost

/// What the main program lends the server: everything that is not sockets and time.
package struct Services {
  /// Hands work to the threads beside the line; false when they have too much to do.
  package var perform: (Work, Seat, Descriptor?) -> Bool
  /// Lets go of something large beside the line.
  package var discard: (Discarded) -> Void
  package var send: (PageTask) -> Void
  package var withdraw: (PageID, _ channel: String) -> Void
  /// Has that channel call the line; what goes wrong comes back as a message.
  package var drillCall: (_ channel: String) -> Void
  /// Reads the configuration anew, beside the line.
  package var reload: (Seat?) -> Void
  /// Called when a turn's replies and pages are out: what storage wants done between turns. Answers
  /// whether large changes should wait until ``checkpointed``.
  package var tend: () -> Bool
  /// Called when the background part of a checkpoint is done.
  package var checkpointed: () -> Void
  /// Gives up the room kept for a full disk; false where none was left.
  package var makeRoom: () -> Bool
  /// Keeps that room again, where there is some; false where there is none.
  package var keepRoom: () -> Bool
  /// How much work waits beside the line, by the name of its thread.
  package var queues: () -> [(name: String, waiting: Int)]
  /// Says how far the chain has come, for the system journal.
  package var chainHead: () -> String?

  package init(
    perform: @escaping (Work, Seat, Descriptor?) -> Bool,
    discard: @escaping (Discarded) -> Void, send: @escaping (PageTask) -> Void,
    withdraw: @escaping (PageID, String) -> Void, drillCall: @escaping (String) -> Void,
    reload: @escaping (Seat?) -> Void, tend: @escaping () -> Bool,
    checkpointed: @escaping () -> Void, makeRoom: @escaping () -> Bool,
    keepRoom: @escaping () -> Bool,
    queues: @escaping () -> [(name: String, waiting: Int)], chainHead: @escaping () -> String?
  ) {
    self.perform = perform
    self.discard = discard
    self.send = send
    self.withdraw = withdraw
    self.drillCall = drillCall
    self.reload = reload
    self.tend = tend
    self.checkpointed = checkpointed
    self.makeRoom = makeRoom
    self.keepRoom = keepRoom
    self.queues = queues
    self.chainHead = chainHead
  }
}
