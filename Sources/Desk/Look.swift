/// Who looks at persons' data, and why: for the access log.
package struct Look: Hashable, Sendable {
  package var actor: String
  package var reason: String?
  /// What a search was for.
  package var sought: String?

  package init(actor: String, reason: String?, sought: String? = nil) {
    self.actor = actor
    self.reason = reason
    self.sought = sought
  }
}
