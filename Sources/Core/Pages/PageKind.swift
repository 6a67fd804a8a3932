/// What a page asks of the officer.
package enum PageKind: String, Sendable, CaseIterable {
  /// To acknowledge: the step waits for it.
  case emergency
  /// To know: told beside the steps, not asked to answer.
  case notice
  /// To show a sign from the scene.
  case checkIn = "check_in"
  /// To know that the victim called again.
  case repeatCall = "repeat_call"
}
