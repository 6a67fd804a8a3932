import AmparoCore

/// A channel that is any program: what to run, for how long, how often.
package struct ExecOptions: Hashable, Sendable {
  /// The program's absolute path and its arguments.
  package var command: [String]
  /// After this time the program and all it has started are killed.
  package var timeout: TimeSpan
  package var tries: Int

  package init(command: [String], timeout: TimeSpan, tries: Int) {
    self.command = command
    self.timeout = timeout
    self.tries = tries
  }
}
