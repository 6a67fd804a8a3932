import AmparoConfig
import AmparoCore
import Foundation
import Testing

@Suite struct ConfigurationFileTests {
  /// A file of its own for each test, gone with it.
  private func withFile(
    _ bytes: Data, mode: Int = 0o640, _ body: (String) throws -> Void
  ) throws {
    let path = NSTemporaryDirectory() + "amparo-config-\(UUID().uuidString).json5"
    let created = FileManager.default.createFile(
      atPath: path, contents: bytes, attributes: [.posixPermissions: mode])
    try #require(created)
    defer { unlink(path) }
    try body(path)
  }

  @Test(
    "a configuration that everybody on the machine can read is a warning",
    arguments: [(0o640, 0), (0o600, 0), (0o644, 1)] as [(Int, Int)])
  func worldReadable(mode: Int, warnings: Int) throws {
    try withFile(Data(ConfigurationFixture.text().utf8), mode: mode) { path in
      let loaded = ConfigurationLoader.load(path)
      #expect(loaded.faults == [])
      #expect(loaded.warnings.count == warnings)
      #expect(loaded.warnings.allSatisfy { $0.message.contains("chmod 640") })
    }
  }

  @Test("a file larger than a configuration can be is refused with the bound")
  func tooLarge() throws {
    let spaces = Data(repeating: 0x20, count: ConfigurationLoader.bytesMax + 1)
    try withFile(spaces) { path in
      let loaded = ConfigurationLoader.load(path)
      #expect(loaded.configuration == nil)
      #expect(loaded.faults.first?.message.contains("larger than 4194304 bytes") == true)
    }
  }

  @Test("a file that cannot be read is a fault that names it", arguments: ["/nonexistent/a", "/"])
  func unreadable(path: String) {
    let loaded = ConfigurationLoader.load(path)
    #expect(loaded.configuration == nil)
    #expect(loaded.faults.first?.message.hasPrefix("\(path) ") == true)
  }
}
