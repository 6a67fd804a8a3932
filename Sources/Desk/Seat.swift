/// Where a reply belongs: a connection, and the place among its replies, which go out in the order
/// of the requests.
package struct Seat: Hashable, Sendable {
  package var connection: ConnectionID
  package var place: UInt64

  package init(connection: ConnectionID, place: UInt64) {
    self.connection = connection
    self.place = place
  }
}
