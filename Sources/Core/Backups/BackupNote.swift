/// How the ledger notes that a backup was made.
package enum BackupNote {
  package static let kind = "backed_up"
}
