/// How an alert was resolved.
package enum Outcome: String, Sendable, CaseIterable {
  case attended, arrest
  case orderBreach = "order_breach"
  case noContact = "no_contact"
  case falseAlarm = "false_alarm"
  case wrongNumber = "wrong_number"
  case duplicate
  case handedTo112 = "handed_to_112"
  case handedToNationalPolice = "handed_to_national_police"
  case drill
}
