/// A fault planted in the simulated surroundings of the line, or in what the checks see of it, to
/// show that the simulation would find its like in the line itself.
package enum SimPlant: String, Sendable, CaseIterable {
  // What is stored, and what comes back of it.

  /// The disk says that a turn is stored, and has not stored it.
  case droppedCommit = "dropped_commit"
  /// A byte of a stored row changes by itself.
  case changedRow = "changed_row"
  /// A start does not see the newest row of an open alert.
  case forgottenRow = "forgotten_row"
  /// A start does not see one of the directory's rows.
  case forgottenCase = "forgotten_case"
  /// A start takes a deadline for later than it was.
  case shiftedDeadline = "shifted_deadline"
  /// The request ids of stored alerts are lost.
  case forgottenRequest = "forgotten_request"
  /// Numbers are counted from those stored, without regard to those given out since.
  case reusedNumbers = "reused_numbers"
  /// A life whose marks cannot be written gives out numbers as if they were.
  case unmarkedNumbers = "unmarked_numbers"
  /// What is owed is never stored.
  case neverSettled = "never_settled"

  // What is due.

  /// No timer is armed for a deadline.
  case forgottenDeadline = "forgotten_deadline"
  /// An alert that an officer holds waits for nothing.
  case lostDeadline = "lost_deadline"
  /// An alert that nobody answers is paged no more, though it has a deadline.
  case frozenEscalation = "frozen_escalation"
  /// A step lasts longer than any of the policy.
  case longStep = "long_step"
  /// A step begins and pages nobody.
  case emptyStep = "empty_step"
  /// A step begins that has begun before.
  case repeatedStep = "repeated_step"
  /// The line takes turn after turn.
  case spin

  // Who is paged, and told.

  case pageToExcluded = "page_to_excluded"
  case pageToAbsent = "page_to_absent"
  /// One who declined is paged while another is left.
  case pageAtNeed = "page_at_need"
  /// A page leaves again after its alert was acknowledged.
  case pageAfterAcknowledgement = "page_after_acknowledgement"
  /// What a turn lets out leaves although the crash came before its commit.
  case effectBeforeCommit = "effect_before_commit"
  /// The disk does not store the pages of a turn.
  case unstoredPage = "unstored_page"
  /// A page never leaves.
  case unsentPage = "unsent_page"
  /// An excluded officer's queue shows the card.
  case cardToExcluded = "card_to_excluded"
  /// A terminal that comes back is not told all it missed.
  case gapInReplay = "gap_in_replay"
  /// A line of the stream comes after one with a higher number.
  case swappedLines = "swapped_lines"

  // What is asked, and answered.

  /// An urgent request is refused.
  case refusedCall = "refused_call"
  /// An urgent request is never answered.
  case lostCall = "lost_call"
  /// Two callers who hide their numbers are taken for one.
  case joinedStrangers = "joined_strangers"
  /// Rows are owed and health does not say so.
  case silentAlarm = "silent_alarm"
  /// Another officer takes an alert that is held.
  case secondAcknowledgement = "second_acknowledgement"
  /// A closed alert goes on.
  case changedAfterClosing = "changed_after_closing"
  /// An alert that nobody can close.
  case unclosed

  /// What the check says that finds it.
  package var finding: String {
    switch self {
    case .droppedCommit: "stored"
    case .changedRow: "the chain is broken"
    case .forgottenRow, .forgottenCase: "recovered state is not the live one"
    case .shiftedDeadline: "is due at"
    case .forgottenRequest: "request"
    case .reusedNumbers: "of the stream"
    case .unmarkedNumbers: "twice"
    case .neverSettled: "still owed"
    case .forgottenDeadline: "a deadline has passed and the line took no turn"
    case .lostDeadline: "is open and has no deadline"
    case .frozenEscalation: "was without a page"
    case .longStep: "for longer than a step lasts"
    case .emptyStep: "pages nobody"
    case .repeatedStep: "follows step"
    case .spin: "the line spins"
    case .pageToExcluded: "is excluded and paged"
    case .pageToAbsent: "is absent and paged"
    case .pageAtNeed: "is paged at need"
    case .pageAfterAcknowledgement: "left after alert"
    case .effectBeforeCommit: "stored"
    case .unstoredPage: "left before its commit"
    case .unsentPage: "never left"
    case .cardToExcluded: "sees the card"
    case .gapInReplay: "was never told of"
    case .swappedLines: "is told of"
    case .refusedCall: "was refused"
    case .lostCall: "a call was not accepted"
    case .joinedStrangers: "joined another one's alert"
    case .silentAlarm: "health does not say so"
    case .secondAcknowledgement: "was acknowledged twice"
    case .changedAfterClosing: "the closed alert"
    case .unclosed: "cannot be closed"
    }
  }
}
