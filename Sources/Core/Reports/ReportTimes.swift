/// How long something took, over many alerts, against its objective.
struct ReportTimes {
  private var milliseconds: [Int64] = []
  /// Alerts it did not happen to.
  private var without = 0
  /// Of those, the ones that count as missed: it should have happened to them.
  private var missed = 0
  private let objective: Objective

  init(_ objective: Objective) { self.objective = objective }

  /// `isWanted`: where it has not happened, whether that is a miss.
  mutating func add(from start: Int64, to end: Int64?, isWanted: Bool) {
    if let end {
      milliseconds.append(max(0, end - start))
    } else {
      without += 1
      missed += isWanted ? 1 : 0
    }
  }

  var json: JSONValue {
    let sorted = milliseconds.sorted()
    var members: [JSONMember] = [
      JSONMember("measured", .int(Int64(sorted.count))),
      JSONMember("without", .int(Int64(without))),
    ]
    if let longest = sorted.last {
      for percent in [50, 90, 95, 99] {
        members.append(JSONMember("p\(percent)", Self.seconds(Self.at(percent, sorted))))
      }
      members.append(JSONMember("max", Self.seconds(longest)))
    }
    let inTime = sorted.count { $0 <= objective.within.milliseconds }
    let all = sorted.count + missed
    let reached = all == 0 ? nil : Double(inTime * 1000 / all) / 10
    members.append(
      JSONMember(
        "objective",
        [
          "percent": .int(Int64(objective.percent)),
          "within": .string(objective.within.description),
          "reached": reached.map { .double($0) } ?? .null,
          "met": all == 0 ? .null : .bool(inTime * 100 >= objective.percent * all),
        ]))
    return .object(members)
  }

  /// The nearest rank: the least value that as many percent do not exceed.
  private static func at(_ percent: Int, _ sorted: [Int64]) -> Int64 {
    let rank = (percent * sorted.count + 99) / 100
    return sorted[max(0, rank - 1)]
  }

  private static func seconds(_ milliseconds: Int64) -> JSONValue {
    .double(Double(milliseconds) / 1000)
  }
}
