import AmparoCore

/// How the line stood at the end of a turn, as far as a recovery must bring it back.
struct SimSnapshot {
  var open: [AlertID: Alert] = [:]
  /// For each open alert the wall time at which its deadline falls due by the ledger.
  var due: [AlertID: Int64] = [:]
  var context: Context?

  /// In what a recovered alert differs from the live one; nil where it is the same. Times on the
  /// line's clock differ by nature.
  static func difference(_ live: Alert, _ back: Alert) -> String? {
    if live.raised != back.raised { return "raised" }
    if live.raisedAt.wall != back.raisedAt.wall { return "raised_at" }
    if live.state != back.state { return "state \(live.state), \(back.state)" }
    if live.step != back.step || live.round != back.round { return "step or round" }
    if live.deadline?.wait != back.deadline?.wait { return "what is waited for" }
    if live.deadline?.within != back.deadline?.within { return "how long is waited" }
    if live.responder != back.responder { return "responder" }
    if live.support != back.support { return "support" }
    if live.pages != back.pages { return "pages" }
    if live.paged != back.paged { return "paged" }
    if live.declined != back.declined { return "declined" }
    if live.askedAgain != back.askedAgain { return "asked again" }
    if live.released != back.released { return "released" }
    if live.furtherCalls != back.furtherCalls { return "further calls" }
    if live.furtherCallsUnanswered != back.furtherCallsUnanswered { return "calls unanswered" }
    if live.isRaisedByCall != back.isRaisedByCall { return "priority" }
    if live.pagesStanding != back.pagesStanding { return "pages standing" }
    if live.joinedRequests != back.joinedRequests { return "joined requests" }
    return nil
  }

  /// In what a recovered directory, or the follow-ups, differ from the live ones.
  static func difference(_ live: Context, _ back: Context) -> String? {
    if live.directory.rows() != back.directory.rows() { return "directory" }
    if live.holds != back.holds { return "holds" }
    if live.followUps.lastID != back.followUps.lastID { return "last follow-up" }
    for item in live.directory.cases.values {
      let times = live.settings.followUps
      if live.followUps.due(of: item, in: live.directory, times)
        != back.followUps.due(of: item, in: live.directory, times)
      {
        return "follow-ups of case \(item.id)"
      }
    }
    return nil
  }
}
