/// The fixed times of escalation; everything else is a policy's.
package enum Escalation {
  /// After a round that reached nobody. Long enough not to spin, short enough that the first
  /// terminal or modem to come back is used at once.
  package static let roundPause = TimeSpan.seconds(1)

  /// The longest wait for the sign a responder on scene is asked for; a shorter check-in interval
  /// bounds it further.
  package static let checkInAnswerMax = TimeSpan.seconds(60)

  /// How long the gateway should ring a responder who holds the alert when the victim calls again.
  package static let responderRing = TimeSpan.seconds(30)
}
