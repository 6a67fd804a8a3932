/// With what an alert is closed: how it ended, and to whom the victim was passed on.
package struct Closing: Hashable, Sendable {
  package var outcome: Outcome
  package var complaint: Complaint?
  package var referrals: [Referral]
  package var note: String?

  package init(
    _ outcome: Outcome, complaint: Complaint? = nil, referrals: [Referral] = [],
    note: String? = nil
  ) {
    self.outcome = outcome
    self.complaint = complaint
    self.referrals = referrals
    self.note = note
  }
}
