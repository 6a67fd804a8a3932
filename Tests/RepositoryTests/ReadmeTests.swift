import AmparoConfig
import AmparoCore
import Foundation
import Testing

@Suite struct ReadmeTests {
  /// The commands of the README's code blocks, one a line.
  private static func commands() throws -> [String] {
    var isCode = false
    var found: [String] = []
    for line in try Repository.text("README.md").split(separator: "\n") {
      if line.hasPrefix("```") {
        isCode = line == "```sh"
      } else if isCode, !line.hasPrefix("#") {
        found.append(line.trimmingCharacters(in: .whitespaces))
      }
    }
    return found
  }

  @Test("every program of the repository that the README names is there and can be run")
  func programsExist() throws {
    let commands = try Self.commands()
    #expect(commands.contains("Deploy/demo"))
    #expect(commands.contains("Tests/run"))
    for command in commands {
      let program = String(command.split(separator: " ")[0])
      guard program.contains("/"), !program.hasPrefix(".build/") else { continue }
      let path = Repository.root.appending(path: program).path()
      #expect(FileManager.default.isExecutableFile(atPath: path), "README: \(command)")
    }
  }

  @Test("the README names only products that the package builds")
  func productsExist() throws {
    let manifest = try Repository.text("Package.swift")
    for command in try Self.commands() where command.contains(".build/release/") {
      let program = try #require(
        command.split(separator: " ").first { $0.hasPrefix(".build/release/") })
      let name = program.split(separator: "/").last.map(String.init) ?? ""
      #expect(manifest.contains("\"\(name)\""), "README: \(command)")
    }
  }

  @Test("the README shows every room of the house")
  func roomsAreShown() throws {
    let readme = try Repository.text("README.md")
    for room in HouseRulesTests.arrows.keys {
      #expect(readme.contains(room), "README says nothing of \(room)")
    }
  }

  @Test(
    "every example configuration loads",
    arguments: ["Config/amparo.json5", "Config/demo/amparo.json5", "Config/station.json5"])
  func examplesLoad(path: String) {
    let loaded = ConfigurationLoader.load(Repository.root.appending(path: path).path())
    #expect(loaded.faults == [])
    #expect(loaded.configuration != nil)
  }
}
