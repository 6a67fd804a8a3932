/// How an alert stood right after an event: kept with the event in the ledger, so that the history
/// reads by itself and a stream can be sent again as it was.
package struct Standing: Hashable, Sendable {
  package var state: AlertState
  package var step: Int
  package var round: Int
  package var responder: OfficerID?
  package var code: String
  /// Who is told of what happens to the alert.
  package var involved: [OfficerID]

  package init(_ alert: Alert) {
    state = alert.state
    step = alert.step
    round = alert.round
    responder = alert.responder
    code = alert.raised.code
    involved = alert.involved
  }

  /// Reads what ``write(to:)`` wrote; nil for a row of no alert.
  package init?(json: JSONValue) {
    guard let state = json["state"]?.string.flatMap(AlertState.init),
      let step = json["step"]?.int, let round = json["round"]?.int
    else { return nil }
    self.state = state
    self.step = Int(step)
    self.round = Int(round)
    self.responder = json["responder"]?.string.map(OfficerID.init)
    self.code = json["code"]?.string ?? ""
    self.involved = (json["involved"]?.array ?? []).compactMap(\.string).map(OfficerID.init)
  }

  /// Writes all of it into the object the caller has begun, for the ledger.
  package func writeWhole(to out: inout JSONWriter) {
    write(to: &out)
    out.member("code", code)
    out.strings("involved", involved.map(\.rawValue))
  }

  /// Writes `state`, `step`, `round` and `responder` into the object the caller has begun.
  package func write(to out: inout JSONWriter) {
    out.member("state", state.rawValue)
    out.member("step", Int64(step))
    out.member("round", Int64(round))
    if let responder {
      out.member("responder", responder.rawValue)
    } else {
      out.member("responder", .null)
    }
  }
}
