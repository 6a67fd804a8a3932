/// How officers come to a victim's door, as it was agreed with her.
package enum Approach: String, Sendable, CaseIterable { case uniform, discreet }
