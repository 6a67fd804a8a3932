/// A fault planted in the simulated surroundings of the line, to show that the simulation would
/// find its like in the line itself.
package enum SimPlant: String, Sendable, CaseIterable {
  /// The disk says that a turn is stored, and has not stored it.
  case droppedCommit = "dropped_commit"
  /// No timer is armed for a deadline.
  case forgottenDeadline = "forgotten_deadline"
  /// A page leaves again after its alert was acknowledged.
  case pageAfterAcknowledgement = "page_after_acknowledgement"
  /// What a turn lets out leaves although the crash came before its commit.
  case effectBeforeCommit = "effect_before_commit"
  /// A byte of a stored row changes by itself.
  case changedRow = "changed_row"
  /// A start does not see the newest row of an open alert.
  case forgottenRow = "forgotten_row"
  /// The request ids of stored alerts are lost.
  case forgottenRequest = "forgotten_request"
  /// A terminal that comes back is not told all it missed.
  case gapInReplay = "gap_in_replay"
  /// A page goes to an officer who is excluded from the case.
  case pageToExcluded = "page_to_excluded"
  /// Numbers are counted from those stored, without regard to those given out since.
  case reusedNumbers = "reused_numbers"
}
