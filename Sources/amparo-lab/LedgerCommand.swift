import AmparoHost
import Glibc

/// Makes a database of the size that is asked for.
struct LedgerCommand {
  private var plan = LedgerPlan()
  private let path: String

  init(_ arguments: ArraySlice<String>) throws {
    var rest = arguments
    var path: String?
    while let argument = rest.popFirst() {
      switch argument {
      case "--open": plan.open = try Self.number(argument, rest.popFirst())
      case "--closed": plan.closed = try Self.number(argument, rest.popFirst())
      case "--overdue": plan.isOverdue = true
      case "--events": plan.events = try Self.number(argument, rest.popFirst())
      case let word where word.hasPrefix("-") || path != nil:
        throw LabError("there is no option \(argument)\n\(Lab.usage)")
      default: path = argument
      }
    }
    guard let path else { throw LabError("ledger wants the path of the database to make") }
    guard access(path, F_OK) != 0 else { throw LabError("\(path) is there already") }
    self.path = path
  }

  private static func number(_ option: String, _ text: String?) throws -> Int {
    guard let text, let number = Int(text), number >= 0 else {
      throw LabError("\(option) wants a number after it")
    }
    return number
  }

  func run() throws {
    let start = Clock.monotonicNanoseconds()
    try LedgerMaker(plan, database: path).make()
    let seconds = Double(Clock.monotonicNanoseconds() - start) / 1e9
    print("made in \((seconds * 10).rounded() / 10) s")
  }
}
