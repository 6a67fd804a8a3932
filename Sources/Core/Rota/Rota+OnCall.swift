extension Rota {
  /// How far ahead the next change is looked for, in milliseconds: ten years, longer than any rota
  /// is planned.
  static let horizon: Int64 = 3650 * 86_400_000

  /// How many instants are looked at for the next change. Only layers of one name that say the
  /// same at every edge come near; `until` is then the last one looked at, up to which the answer
  /// holds.
  static let lookAheadMax = 4096

  /// Who is on call for the role at that wall time, by what, and until when: `until` is the first
  /// instant at which the officer or the source is another, nil if there is none within ten years.
  package func onCall(role name: String, at wall: Int64) -> OnCall {
    let layers = role(name)?.layers ?? []
    let timeline = timeline(name)
    let now = reading(layers, timeline, at: wall)
    var until = now.next
    var looks = 0
    while let instant = until, looks < Self.lookAheadMax {
      guard instant - wall <= Self.horizon else {
        until = nil
        break
      }
      let then = reading(layers, timeline, at: instant)
      guard then.officer == now.officer, then.source == now.source else { break }
      until = then.next
      looks += 1
    }
    return OnCall(role: name, officer: now.officer, source: now.source, until: until)
  }

  /// The same for every role, in the document's order.
  package func onCall(at wall: Int64) -> [OnCall] {
    roles.map { onCall(role: $0.name, at: wall) }
  }

  private struct Reading {
    var officer: OfficerID?
    var source: OnCall.Source
    /// The next instant at which the reading may differ: what lies below the one that speaks now
    /// can't change it, so only that one and those above it are asked.
    var next: Int64?
  }

  private func reading(
    _ layers: [RotaLayer], _ timeline: OverrideTimeline?, at wall: Int64
  ) -> Reading {
    let span = timeline?.span(atOrAfter: wall)
    if let span, span.from <= wall {
      return Reading(officer: span.officer, source: .override, next: span.to)
    }
    let local = zone.reached(at: wall)
    var soonest: LocalTime?
    var officer: OfficerID?
    var source = OnCall.Source.nobody
    for layer in layers.reversed() {
      if let change = layer.nextChange(after: local), soonest.map({ change < $0 }) ?? true {
        soonest = change
      }
      if let speaker = layer.officer(at: local) {
        officer = speaker
        source = .layer(layer.name)
        break
      }
    }
    let next = soonest.map { zone.wall(of: $0) }
    let upcoming = [next, span?.from].compactMap(\.self).min()
    return Reading(officer: officer, source: source, next: upcoming)
  }
}
