/// Whether a complaint was filed; a closing is never itself one.
package enum Complaint: String, Sendable, CaseIterable {
  case filed, declined, pending, unknown
}
