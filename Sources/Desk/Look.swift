/// Who looks at persons' data, and why: for the access log.
package struct Look: Hashable, Sendable {
  package var actor: String
  package var reason: String?

  package init(actor: String, reason: String?) {
    self.actor = actor
    self.reason = reason
  }
}
