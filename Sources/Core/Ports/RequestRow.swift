/// A request id and the alert it raised or joined, for ever: a retry finds its alert by it.
package struct RequestRow: Hashable, Sendable {
  package var requestID: String
  package var alert: AlertID

  package init(requestID: String, alert: AlertID) {
    self.requestID = requestID
    self.alert = alert
  }
}
