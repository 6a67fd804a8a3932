import AmparoConfig
import Foundation
import Testing

@Suite struct ManagerConfigurationTests {
  private static let least =
    #"socket: "/run/s", manager: { user: "amparo", secret_file: "/etc/secret" }"#

  private static func load(_ text: String) -> (ManagerConfiguration?, [String]) {
    let loaded = ManagerConfigurationLoader.load(Array(text.utf8), file: "f")
    return (loaded.value, loaded.faults.map(\.description))
  }

  @Test("what is left out has the values of the commented example, which loads as it is")
  func example() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Config/amparo-ami.json5")
    let example = ManagerConfigurationLoader.load(file.path())
    #expect(example.faults == [])
    let shown = try #require(example.value)
    let least = try #require(Self.load("{ \(Self.least) }").0)
    #expect(shown.address == least.address)
    #expect(shown.channel == least.channel)
    #expect(shown.dial == least.dial)
    #expect(shown.context == least.context)
    #expect(shown.drill == least.drill)
    #expect(shown.callerNumber == least.callerNumber)
  }

  @Test(
    "a fault is told with its line and what would be right",
    arguments: [
      (#"{ manager: { user: "a", secret_file: "/s" } }"#, "socket: missing"),
      (#"{ socket: "/s" }"#, "manager: missing"),
      (#"{ socket: "s", manager: { user: "a", secret_file: "/s" } }"#, "begin it with /"),
      (#"{ socket: "/s", manager: { secret_file: "/s" } }"#, "manager.user: missing"),
      (#"{ socket: "/s", manager: { user: "a", secret: "x" } }"#, "unknown member"),
      (
        #"{ socket: "/s", manager: { host: "10.0.0.1", user: "a", secret_file: "/s" } }"#,
        "127.0.0.1"
      ),
      (#"{ socket: "/s", manager: { port: 0, user: "a", secret_file: "/s" } }"#, "1 to 65535"),
      (#"{ \#(least), dial: "PJSIP/desk" }"#, "{number}"),
      (#"{ \#(least), dial: "PJSIP/{number},60" }"#, "comma"),
      (#"{ \#(least), context: "a\nb" }"#, "control characters"),
      (#"{ \#(least), caller_number: "<112>" }"#, "no number"),
      ("{", "f:1"),
    ])
  func faults(text: String, words: String) {
    let (value, faults) = Self.load(text)
    #expect(value == nil)
    #expect(faults.contains { $0.contains(words) && $0.hasPrefix("f:1") }, "\(faults)")
  }
}
