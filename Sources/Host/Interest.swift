/// What a descriptor is watched for. An error or a full hang-up is always told; to one that is
/// watched for nothing, once.
package struct Interest: OptionSet, Hashable, Sendable {
  /// One bit for each.
  package let rawValue: UInt8
  /// Of such bits; none is watched for nothing.
  package init(rawValue: UInt8) { self.rawValue = rawValue }
  /// Bytes to read, or the peer's end of sending.
  package static let read = Interest(rawValue: 1)
  /// Room to write.
  package static let write = Interest(rawValue: 2)
}
