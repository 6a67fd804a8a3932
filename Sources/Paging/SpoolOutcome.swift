import AmparoCore

/// How far the other program has come with a file.
package enum SpoolOutcome: Equatable, Sendable {
  /// It lies there untouched.
  case waiting
  /// The other program is at it, or will say itself what becomes of it.
  case taken
  /// It is neither where it was put nor where it would be kept.
  case gone
  case ended(PageState, String?)
}
