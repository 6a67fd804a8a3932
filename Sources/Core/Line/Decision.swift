/// What was decided of one input: the events to record, in order, and the answer.
package struct Decision: Hashable, Sendable {
  /// The alert the events belong to; nil where there is none.
  package var alert: AlertID?
  package var events: [AlertEvent] = []
  package var refusal: Refusal?
  /// Of a raise: this request id was seen before, and nothing else happened.
  package var isDuplicate = false
  /// Of a raise: the call joined an alert that was open.
  package var isRepeat = false
  package var warnings: [String] = []
  /// The last numbers of alerts and pages with it; nil where it gives out none.
  package var last: LastNumbers?

  package init(alert: AlertID?) { self.alert = alert }

  package static func refuse(_ refusal: Refusal) -> Decision {
    var decision = Decision(alert: nil)
    decision.refusal = refusal
    return decision
  }
}
