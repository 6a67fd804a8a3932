/// What a manager connection came to; what it was told and nobody asked for is not among it.
package enum ManagerHappening: Hashable, Sendable {
  /// Logged in.
  case ready
  /// Asterisk does not let us in; its words.
  case loginRefused(String)
  /// The page's call was not taken; why.
  case dialRefused(PageTry, String)
  /// The drill's call was not taken; why.
  case drillRefused(String)
  /// The connection is of no use any more; why.
  case lost(String)
}
