/// How a disk fails for a while.
enum SimDiskFault: CaseIterable {
  /// No room is left: a write fails whole.
  case full
  /// The sync fails: the write may have landed all the same.
  case sync
  /// The file cannot be opened either, nor read.
  case gone
}
