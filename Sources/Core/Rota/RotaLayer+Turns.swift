extension RotaLayer {
  /// Who has the turn, as long as the layer speaks at that local time; nil while it says nothing.
  func officer(at local: LocalTime) -> OfficerID? {
    guard local >= from, hours.contains(local) else { return nil }
    let turn = (local.milliseconds - from.milliseconds) / period
    return officers[Int(turn % Int64(officers.count))]
  }

  /// The first local time after `local` at which the layer may say something else; nil if it
  /// never will.
  func nextChange(after local: LocalTime) -> LocalTime? {
    guard local >= from else {
      let before = LocalTime(milliseconds: from.milliseconds - 1)
      return hours.contains(from) ? from : hours.nextEdge(after: before)
    }
    let edge = hours.nextEdge(after: local)
    guard hours.contains(local), let handoff = nextHandoff(after: local) else { return edge }
    return edge.map { min($0, handoff) } ?? handoff
  }

  /// The end of the turns that the officer of this hour has in a row; nil if there is no other.
  private func nextHandoff(after local: LocalTime) -> LocalTime? {
    let turn = (local.milliseconds - from.milliseconds) / period
    let count = Int64(officers.count)
    let present = officers[Int(turn % count)]
    for next in (turn + 1)..<(turn + count) where officers[Int(next % count)] != present {
      return LocalTime(milliseconds: from.milliseconds + next * period)
    }
    return nil
  }
}
