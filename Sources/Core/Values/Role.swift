/// What a peer may do. A peer can have several.
package enum Role: String, Sendable, CaseIterable {
  case gateway, responder, supervisor, admin, monitor
}
