/// What the network said about showing the caller's number.
package enum Presentation: String, Sendable, CaseIterable {
  case allowed, restricted, unavailable
}
