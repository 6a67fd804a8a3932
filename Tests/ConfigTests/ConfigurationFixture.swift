import AmparoConfig
import AmparoCore
import Testing

/// The least a configuration needs, a member a line, and how tests change it.
enum ConfigurationFixture {
  static let file = "amparo.json5"

  static let members: [(name: String, text: String)] = [
    ("socket", #""/run/amparo/amparo.sock""#),
    ("database", #""/var/lib/amparo/amparo.db""#),
    ("peers", #"[ { user: "root", role: "admin" } ]"#),
    ("policies", #"{ standard: { steps: [ { page: ["assigned"], ack_within: "45s" } ] } }"#),
    ("contacts", #"{ desk: { contacts: [ { channel: "queue" } ] } }"#),
    ("last_resort", #""desk""#),
  ]

  /// The text with members put in the place of those of the same name, left out where they are
  /// nil, and added at the end; the first member stands on line 2.
  static func text(_ changes: [(name: String, text: String?)] = []) -> String {
    var lines: [String] = []
    let names = Set(members.map(\.name))
    for member in members {
      let change = changes.first { $0.name == member.name }
      if let text = change.map(\.text) ?? member.text { lines.append("\(member.name): \(text),") }
    }
    for change in changes where !names.contains(change.name) {
      if let text = change.text { lines.append("\(change.name): \(text),") }
    }
    return "{\n" + lines.joined(separator: "\n") + "\n}\n"
  }

  /// The line on which the member stands that the path begins with. Where it is missing, or quoted
  /// for what its name has in it, the first: there begins the object that lacks or holds it.
  static func line(of path: String, after changes: [(name: String, text: String?)]) -> Int {
    let member = path.prefix { $0 != "." && $0 != "[" }
    let lines = text(changes).split(separator: "\n", omittingEmptySubsequences: false)
    let index = lines.firstIndex { $0.hasPrefix("\(member): ") && !member.hasPrefix("\"") }
    return (index ?? 0) + 1
  }

  static func load(_ changes: [(name: String, text: String?)] = []) -> ConfigurationLoader.Loaded {
    load(text(changes))
  }

  static func load(_ text: String) -> ConfigurationLoader.Loaded {
    ConfigurationLoader.load(Array(text.utf8), file: file)
  }

  /// The configuration of a text that has no faults.
  static func configuration(
    _ changes: [(name: String, text: String?)] = []
  ) throws -> Configuration {
    let loaded = load(changes)
    #expect(loaded.faults == [])
    return try #require(loaded.configuration)
  }
}
