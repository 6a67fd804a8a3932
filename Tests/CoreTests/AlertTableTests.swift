import AmparoCore
import Testing

/// Every cell of state by event: what is recorded, the state after, and the refusal if any.
///
/// A cell reads `kinds>state`, kinds apart with `+`, and ends in `!conflict`, `!forbidden`,
/// `!bad_request` or `!not_found` where it is refused.
@Suite struct AlertTableTests {
  static let columns = [
    "paging", "silent", "acknowledged", "en_route", "on_scene", "resolved", "cancelled",
  ]

  static let table: [(String, [String])] = [
    (
      "ack by o1",
      [
        "acknowledged>acknowledged", "acknowledged>acknowledged", ">acknowledged", ">en_route",
        "checked_in>on_scene", "late_fact>resolved!conflict", "late_fact>cancelled!conflict",
      ]
    ),
    (
      "ack by o2",
      [
        "acknowledged>acknowledged", "acknowledged>acknowledged",
        "supported>acknowledged!conflict", "supported>en_route!conflict",
        "supported>on_scene!conflict", "late_fact>resolved!conflict",
        "late_fact>cancelled!conflict",
      ]
    ),
    ("ack by o4 (excluded)", refused("forbidden")),
    ("ack by o9 (unknown)", refused("bad_request")),
    (
      "decline by o1",
      [
        "declined>paging", "declined>paging", ">acknowledged!conflict", ">en_route!conflict",
        ">on_scene!conflict", "late_fact>resolved!conflict", "late_fact>cancelled!conflict",
      ]
    ),
    (
      "decline by o2",
      [
        "declined>paging", "declined>paging", "late_fact>acknowledged", "late_fact>en_route",
        "late_fact>on_scene", "late_fact>resolved!conflict", "late_fact>cancelled!conflict",
      ]
    ),
    (
      "decline by o4 (not paged)",
      [
        ">paging!conflict", ">paging!conflict", "late_fact>acknowledged", "late_fact>en_route",
        "late_fact>on_scene", "late_fact>resolved!conflict", "late_fact>cancelled!conflict",
      ]
    ),
    (
      "en_route by o1",
      [
        ">paging!conflict", "progressed>en_route", "progressed>en_route", ">en_route",
        ">on_scene!conflict", "late_fact>resolved!conflict", "late_fact>cancelled!conflict",
      ]
    ),
    (
      "on_scene by o1",
      [
        ">paging!conflict", "progressed>on_scene", "progressed>on_scene", "progressed>on_scene",
        "checked_in>on_scene", "late_fact>resolved!conflict", "late_fact>cancelled!conflict",
      ]
    ),
    (
      "on_scene by o2",
      [
        ">paging!conflict", ">paging!conflict", ">acknowledged!conflict", ">en_route!conflict",
        ">on_scene!conflict", "late_fact>resolved!conflict", "late_fact>cancelled!conflict",
      ]
    ),
    (
      "release by o1",
      [
        ">paging!conflict", "released>paging", "released+step_started>paging",
        "released+step_started>paging", "released+step_started>paging",
        "late_fact>resolved!conflict", "late_fact>cancelled!conflict",
      ]
    ),
    (
      "release by o2",
      [
        ">paging!conflict", ">paging!conflict", ">acknowledged!conflict", ">en_route!conflict",
        ">on_scene!conflict", "late_fact>resolved!conflict", "late_fact>cancelled!conflict",
      ]
    ),
    ("transfer to o2", held("transferred+step_started>paging")),
    ("transfer to o4 (excluded)", refused("forbidden")),
    ("transfer to o9 (unknown)", refused("bad_request")),
    (
      "resolve by o1",
      [
        ">paging!conflict", "resolved>resolved", "resolved>resolved", "resolved>resolved",
        "resolved>resolved", "late_fact>resolved!conflict", "late_fact>cancelled!conflict",
      ]
    ),
    (
      "resolve by o2",
      [
        ">paging!conflict", ">paging!conflict", ">acknowledged!conflict", ">en_route!conflict",
        ">on_scene!conflict", "late_fact>resolved!conflict", "late_fact>cancelled!conflict",
      ]
    ),
    ("resolve by a supervisor", held("resolved>resolved")),
    ("cancel", held("cancelled>cancelled")),
    (
      "note by o1",
      [
        "noted>paging", "noted>paging", "noted>acknowledged", "noted>en_route",
        "noted+checked_in>on_scene", "noted>resolved", "noted>cancelled",
      ]
    ),
    ("note by o2", always("noted")),
    ("call dropped", always("call_updated")),
    ("call ended", always("call_updated")),
    (
      "she calls again",
      [
        "call_repeated>paging", "call_repeated>paging", "call_repeated>acknowledged",
        "call_repeated>en_route", "call_repeated>on_scene", "raised+step_started>paging",
        "raised+step_started>paging",
      ]
    ),
    ("the call is retried", always("")),
    (
      "page of o1 delivered",
      [
        "page_ended>paging", ">paging", ">acknowledged", ">en_route", ">on_scene", ">resolved",
        ">cancelled",
      ]
    ),
    (
      "page of o1 failed",
      [
        "page_ended>paging", ">paging", ">acknowledged", ">en_route", ">on_scene", ">resolved",
        ">cancelled",
      ]
    ),
    (
      "deadline passed",
      [
        "step_started>paging", "step_started>paging", "responder_silent+step_started>paging",
        "responder_silent+step_started>paging", "check_in_asked>on_scene", ">resolved",
        ">cancelled",
      ]
    ),
    ("deadline not reached", always("")),
    ("page nobody knows", refused("not_found")),
  ]

  private static let states = [
    "paging", "paging", "acknowledged", "en_route", "on_scene", "resolved", "cancelled",
  ]

  private static func always(_ kinds: String) -> [String] { states.map { "\(kinds)>\($0)" } }
  private static func refused(_ code: String) -> [String] { states.map { ">\($0)!\(code)" } }
  private static func held(_ cell: String) -> [String] {
    [cell, cell, cell, cell, cell, ">resolved!conflict", ">cancelled!conflict"]
  }

  @Test("each event in each state does what the table says", arguments: table)
  func cell(input: String, cells: [String]) throws {
    #expect(cells.count == Self.columns.count)
    for (column, cell) in zip(Self.columns, cells) {
      var machine = try #require(Self.machine(in: column))
      let (kinds, refusal) = Self.apply(input, to: &machine)
      let id = input == "she calls again" && !cell.hasPrefix("call") ? Int64(2) : 1
      let state = machine.alert(id)?.state.rawValue ?? "?"
      let found = kinds + ">" + state + refusal
      #expect(found == cell, "\(input) while \(column)")
    }
  }

  private static func machine(in column: String) -> AlertMachine? {
    var machine = AlertMachine()
    let id = AlertID(1)
    machine.raise(requestID: "first")
    switch column {
    case "paging": break
    case "silent":
      machine.take(.acknowledge(id, AlertMachine.assigned, .queue))
      machine.passDeadline()
    case "acknowledged": machine.take(.acknowledge(id, AlertMachine.assigned, .queue))
    case "en_route", "on_scene":
      machine.take(.acknowledge(id, AlertMachine.assigned, .queue))
      let status: ProgressStatus = column == "en_route" ? .enRoute : .onScene
      machine.take(.progress(id, AlertMachine.assigned, status))
    case "resolved":
      machine.take(.resolve(id, nil, Closing(.attended), bySupervisor: true))
    case "cancelled": machine.take(.cancel(id, reason: "test"))
    default: return nil
    }
    return machine
  }

  private static func apply(
    _ name: String, to machine: inout AlertMachine
  ) -> (kinds: String, refusal: String) {
    let decision: Decision
    switch name {
    case "she calls again": decision = machine.raise()
    case "the call is retried": decision = machine.raise(requestID: "first")
    case "deadline passed": decision = machine.passDeadline()
    default: decision = machine.take(input(name))
    }
    let kinds = decision.events.map(\.kind).joined(separator: "+")
    return (kinds, decision.refusal.map(word) ?? "")
  }

  private static func word(_ refusal: Refusal) -> String {
    switch refusal {
    case .conflict: "!conflict"
    case .forbidden: "!forbidden"
    case .badRequest: "!bad_request"
    case .notFound: "!not_found"
    }
  }

  private static func input(_ name: String) -> Input {
    let id = AlertID(1)
    let words = name.split(separator: " ")
    let officer = words.first { $0.hasPrefix("o") && $0.count == 2 }.map { OfficerID(String($0)) }
    let who = officer ?? AlertMachine.assigned
    switch words[0] {
    case "ack": return .acknowledge(id, who, .queue)
    case "decline": return .decline(id, who, .queue, reason: "busy")
    case "en_route": return .progress(id, who, .enRoute)
    case "on_scene": return .progress(id, who, .onScene)
    case "release": return .release(id, who, reason: "")
    case "transfer": return .transfer(id, to: who)
    case "resolve":
      return .resolve(
        id, officer, Closing(.attended), bySupervisor: name.hasSuffix("supervisor"))
    case "cancel": return .cancel(id, reason: "test")
    case "note": return .note(id, who, text: "x")
    case "call":
      let change: CallEvent = name.hasSuffix("dropped") ? .callDropped : .callEnded
      return .update(id, CallUpdated(change: change))
    case "page":
      if name.hasSuffix("knows") { return .pageResult(PageID(999), .delivered, detail: nil) }
      let state: PageState = name.hasSuffix("failed") ? .failed : .delivered
      return .pageResult(PageID(1), state, detail: nil)
    default: return .deadline(id)
    }
  }
}
