/// Where a case stands in the document, and since when the unit has had it.
struct CasePlace: Hashable, Sendable {
  /// Places are not used twice, so there may be holes.
  var position: Int
  /// Wall time in milliseconds; nil where it was not noted.
  var since: Int64?
}
