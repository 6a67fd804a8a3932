/// What an action was for; its answer is known by it.
package enum ManagerErrand: Hashable, Sendable {
  case login
  case ping
  case dial(PageTry)
  /// So many times it may be tried again where there is no such channel: Asterisk makes the channel
  /// a moment after it has taken the order.
  case withdraw(PageTry, triesLeft: Int)
  case drill
}
