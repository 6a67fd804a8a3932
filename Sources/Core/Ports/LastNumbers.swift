/// The numbers given out last, from which the next ones are counted.
package struct LastNumbers: Hashable, Sendable {
  package var alert: Int64 = 0
  package var page: Int64 = 0
  package var stream: Int64 = 0
  package var seq: Int64 = 0

  package init(alert: Int64 = 0, page: Int64 = 0, stream: Int64 = 0, seq: Int64 = 0) {
    self.alert = alert
    self.page = page
    self.stream = stream
    self.seq = seq
  }

  /// What a number that was stored can be. One beyond it was never given out: up to it a reader of
  /// JSON has every whole number exact (RFC 8259, section 6), and to count on from it never
  /// overflows.
  package static let bounds: ClosedRange<Int64> = 0...(1 << 53)

  /// Whether those of alerts, pages and the stream are all among these.
  package func cover(_ other: LastNumbers) -> Bool {
    other.alert <= alert && other.page <= page && other.stream <= stream
  }
}
