/// What is known of backups.
struct BackupBoard {
  /// Wall time of the last one that succeeded; nil for none, as far as the ledger goes back.
  var last: Int64?
  /// Wall time from which one could have been made.
  var since: Int64 = 0
  /// Since the start.
  var made = 0
  var failed = 0
  var lastBytes: Int64?
}
