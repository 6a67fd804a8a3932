import AmparoCore
import AmparoStore

/// One transaction on its way to the disk.
struct SimWrite {
  var turns: [Turn]
  var entries: [ChainedEntry]
  /// The marks as they stand after it.
  var marks: LastNumbers
}
