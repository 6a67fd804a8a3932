import AmparoDesk
import Foundation
import Testing

@Suite struct CatalogTests {
  /// What the catalogue has under each id.
  private static func entries() throws -> [String: String] {
    let parts = try Repository.text("Deploy/amparo.catalog").components(separatedBy: "\n-- ")
    return Dictionary(
      uniqueKeysWithValues: parts.dropFirst().map { (String($0.prefix(32)), $0) })
  }

  @Test("every kind of message has an entry that says what it is and what to do, and no other has")
  func complete() throws {
    let entries = try Self.entries()
    #expect(Set(entries.keys) == Set(LogMessage.allCases.map(\.rawValue)))
    for message in LogMessage.allCases {
      let entry = try #require(entries[message.rawValue], "\(message)")
      #expect(message.rawValue.allSatisfy { "0123456789abcdef".contains($0) })
      #expect(entry.contains("\nSubject: ") && entry.contains("\nDefined-By: amparo\n"))
      #expect(entry.count > 200, "\(message) says too little")
    }
  }

  @Test(
    "the journal takes the catalogue",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/journalctl")))
  func compiles() throws {
    let root = FileManager.default.temporaryDirectory
      .appending(path: "amparo-catalog-\(UUID().uuidString)")
    let sources = root.appending(path: "usr/lib/systemd/catalog")
    for directory in [sources, root.appending(path: "var/lib/systemd/catalog")] {
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }
    try Repository.text("Deploy/amparo.catalog")
      .write(to: sources.appending(path: "amparo.catalog"), atomically: true, encoding: .utf8)
    let update = try Tool("/usr/bin/journalctl", ["--root=\(root.path())", "--update-catalog"])
    #expect(update.status == 0)
    #expect(update.output == "", "a fault in the catalogue")
    let list = try Tool("/usr/bin/journalctl", ["--root=\(root.path())", "--list-catalog"])
    #expect(list.output.split(separator: "\n").count == LogMessage.allCases.count)
    try FileManager.default.removeItem(at: root)
  }
}
