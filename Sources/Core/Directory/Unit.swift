/// The unit itself: its id, its name on screens, and the zone whose clock its rota follows.
package struct Unit: Hashable, Sendable {
  package var id: String
  package var name: String
  package var timeZone: String

  package init(id: String = "unit", name: String = "", timeZone: String = "Europe/Madrid") {
    self.id = id
    self.name = name
    self.timeZone = timeZone
  }
}
