import AmparoCore

/// What became of one write, or of those that were not certain.
enum SimFate {
  /// On stable storage, with its rows.
  case committed([StoredEntry])
  case settled([StoredEntry])
  /// It failed; whether it landed shows only when the file is next opened.
  case commitUncertain
  case settleUncertain
  /// It failed and nothing of it is there.
  case lost
  /// The file was opened anew: of the uncertain writes the one of that index is there, with its
  /// rows, or none; they are certain now.
  case reopened((index: Int, rows: [StoredEntry])?)
}
