import AmparoCore

/// A report to be made beside the line.
package struct ReportTask: Sendable {
  /// Wall times: alerts raised from the first until just before the second.
  package var from: Int64
  package var to: Int64
  package var objectives: Objectives
  package var now: Int64
  package var toDescriptor: Bool
}
