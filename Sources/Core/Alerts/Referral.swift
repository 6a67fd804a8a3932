/// To whom the unit passed a victim on when an alert was closed; the service complements them and
/// replaces none.
package enum Referral: String, Sendable, CaseIterable {
  case nationalPolice = "national_police"
  case socialServices = "social_services"
  case jobAndTraining = "job_and_training"
  case school
}
