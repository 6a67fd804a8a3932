import Foundation
import Testing

/// The service manager's units of the package.
@Suite struct UnitsTests {
  private static let services: [String] = {
    let folder = Repository.root.appending(path: "Deploy/systemd").path()
    let names = FileManager.default.subpaths(atPath: folder) ?? []
    return names.filter { $0.hasSuffix(".service") }.sorted()
  }()

  @Test("there are units to look at")
  func units() { #expect(Self.services.count > 6) }

  @Test(
    "a program that dies leaves no core, which would hold names and numbers", arguments: services)
  func core(unit: String) throws {
    let text = try Repository.text("Deploy/systemd/\(unit)")
    #expect(text.contains("\nLimitCORE=0\n"))
  }
}
