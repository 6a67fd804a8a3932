import Foundation

/// A dialplan as Asterisk reads it, for tests that look at it without one.
struct Dialplan {
  /// One priority of an extension.
  struct Step {
    var context: String
    var name: String
    var priority: Int
    var label: String?
    var application: String
    /// What stands between the outer brackets.
    var arguments: String
    /// Of the file, counted from 1.
    var line: Int

    var text: String { "\(application)(\(arguments))" }
  }

  struct Fault: Error, CustomStringConvertible {
    var description: String
  }

  private(set) var steps: [Step] = []

  /// Reads a file of the repository; a line it does not know is a fault, as it is for Asterisk.
  init(_ path: String) throws {
    var context: String?
    for (index, raw) in try Repository.text(path).split(
      separator: "\n", omittingEmptySubsequences: false
    ).enumerated() {
      let line = raw.trimmingCharacters(in: .whitespaces)
      if line.isEmpty || line.hasPrefix(";") { continue }
      if line.hasPrefix("["), line.hasSuffix("]") {
        context = String(line.dropFirst().dropLast())
      } else {
        guard let context, let step = Self.step(line, in: context, after: steps.last, index + 1)
        else { throw Fault(description: "\(path):\(index + 1) is no line of a dialplan") }
        steps.append(step)
      }
    }
  }

  private static func step(
    _ line: String, in context: String, after last: Step?, _ number: Int
  ) -> Step? {
    let isFirst = line.hasPrefix("exten => ")
    guard isFirst || line.hasPrefix("same => ") else { return nil }
    var rest = Substring(line.dropFirst(isFirst ? 9 : 8))
    var name = last?.name ?? ""
    if isFirst {
      guard let comma = rest.firstIndex(of: ",") else { return nil }
      name = String(rest[..<comma])
      rest = rest[rest.index(after: comma)...]
    }
    guard let comma = rest.firstIndex(of: ","), let open = rest[comma...].firstIndex(of: "("),
      rest.hasSuffix(")")
    else { return nil }
    let place = rest[..<comma].split(separator: "(")
    let label = place.count > 1 ? String(place[1].dropLast()) : nil
    let priority = place[0] == "n" ? (last?.priority ?? 0) + 1 : Int(place[0])
    guard let priority, priority == 1 || !isFirst else { return nil }
    return Step(
      context: context, name: name, priority: priority, label: label,
      application: String(rest[rest.index(after: comma)..<open]),
      arguments: String(rest[rest.index(after: open)...].dropLast()), line: number)
  }

  func steps(_ context: String, _ name: String) -> [Step] {
    steps.filter { $0.context == context && $0.name == name }
  }

  /// Whether a call can go there: `context,extension,priority`, a priority being a number or label.
  func holds(_ context: String, _ name: String, _ place: String) -> Bool {
    steps(context, name).contains { String($0.priority) == place || $0.label == place }
  }

  /// What an application is called with, wherever its name stands: within an ExecIf too.
  func calls(of application: String) -> [(step: Step, arguments: String)] {
    steps.flatMap { step in
      step.text.components(separatedBy: application + "(").dropFirst().map { rest in
        (step, Self.balanced(rest))
      }
    }
  }

  /// Up to the bracket that closes it.
  private static func balanced(_ text: String) -> String {
    var depth = 1
    var found = ""
    for character in text {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if depth == 0 { break }
      found.append(character)
    }
    return found
  }
}
