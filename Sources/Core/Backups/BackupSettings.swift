/// What the configuration says of backups.
package struct BackupSettings: Hashable, Sendable {
  /// Where the daemon itself puts them; nil where whoever asks for one brings a place.
  package var directory: String?
  package var keeping = BackupKeeping()
  /// How old the newest may become before `health` warns: a day, and time for one that was late.
  package var atLeastEvery = TimeSpan.hours(26)

  package init() {}
}
