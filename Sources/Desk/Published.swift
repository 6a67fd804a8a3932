import AmparoCore

/// What one event of this turn tells the outside.
struct Published {
  var recorded: Recorded
  /// The alert right after the event.
  var alert: Alert
  /// Pages that are asked for no more.
  var withdrawn: [Page]
}
