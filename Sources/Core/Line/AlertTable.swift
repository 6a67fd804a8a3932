/// Alerts by their numbers. An alert is large and a dictionary keeps half of its room empty, so the
/// alerts lie side by side and the dictionary only says where: half the memory of a line with a
/// hundred thousand open alerts, and a tenth of its start.
package struct AlertTable: Sendable {
  private var places: [AlertID: Int] = [:]
  private var slots: [Alert?] = []
  /// Places that an alert has left.
  private var free: [Int] = []

  package subscript(id: AlertID) -> Alert? {
    get { places[id].flatMap { slots[$0] } }
    _modify {
      if let place = places[id] {
        yield &slots[place]
        if slots[place] == nil { leave(place, id) }
      } else {
        var new: Alert?
        yield &new
        if let new { insert(new) }
      }
    }
  }

  /// In no order.
  package var values: some Sequence<Alert> { slots.lazy.compactMap(\.self) }

  /// Room for so many more.
  mutating func reserve(_ count: Int) {
    places.reserveCapacity(places.count + count)
    slots.reserveCapacity(slots.count + count)
  }

  /// Takes in one whose number is new.
  mutating func insert(_ alert: consuming Alert) {
    let id = alert.id
    if let place = free.popLast() {
      slots[place] = consume alert
      places[id] = place
    } else {
      places[id] = slots.count
      slots.append(consume alert)
    }
  }

  private mutating func leave(_ place: Int, _ id: AlertID) {
    places[id] = nil
    free.append(place)
  }
}
