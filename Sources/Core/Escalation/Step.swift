/// One step of a policy: whom it pages and how long they have to acknowledge.
package struct Step: Hashable, Sendable {
  package var page: [Target]
  package var ackWithin: TimeSpan

  package init(page: [Target], ackWithin: TimeSpan) {
    self.page = page
    self.ackWithin = ackWithin
  }
}
