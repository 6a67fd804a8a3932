import AmparoCore

/// A backup to be made beside the line.
package struct BackupTask: Sendable {
  /// To the descriptor that came with the request, or to the configuration's directory.
  package var toDescriptor: Bool
  package var settings: BackupSettings
  package var now: Int64
  /// Who asked for it.
  package var actor: String
}
