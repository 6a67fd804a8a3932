/// What a descriptor is watched for. An error or a hang-up is always told.
package struct Interest: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }
  package static let read = Interest(rawValue: 1)
  package static let write = Interest(rawValue: 2)
}
