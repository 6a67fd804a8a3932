import AmparoConfig
import AmparoCore
import AmparoDesk
import AmparoTelephony
import AmparoWire
import Foundation
import Testing

/// What keeps the manual true.
@Suite struct ManualTests {
  @Test("mandoc finds nothing to warn of in any page")
  func lint() throws {
    let pages = try Manual.pages()
    #expect(pages.count >= 9)
    for page in pages {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = [
        "mandoc", "-Tlint", "-Wwarning",
        Repository.root.appending(path: "\(Manual.folder)/\(page)").path(),
      ]
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let said = try pipe.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(String(decoding: said, as: UTF8.self))")
    }
  }

  @Test("a page refers only to pages that are there, or are the system's")
  func references() throws {
    let systems = ["cp(1)", "sched(7)", "smsd(8)"]
    let pages = Set(
      try Manual.pages().map { page in
        let parts = page.split(separator: ".").map(String.init)
        return "\(parts.dropLast().joined(separator: "."))(\(parts.last ?? ""))"
      } + systems)
    for name in try Manual.pages() {
      let page = try Repository.text("\(Manual.folder)/\(name)")
      for match in page.matches(of: /\.Xr (\S+) (\d)/) {
        #expect(pages.contains("\(match.1)(\(match.2))"), "\(name) refers to \(match.1)")
      }
    }
  }

  @Test("the protocol's page has every operation with its roles, and no other")
  func operations() throws {
    let page = try Manual("amparo-protocol.7")
    let written = page.items("Ic", in: "OPERATIONS").map { $0.dropFirst(3) }
    let roles = Operation.allCases.map { operation -> String in
      let isEverybodys = operation.roles.count == Role.allCases.count
      let names = Role.allCases.filter(operation.roles.contains).map(\.rawValue)
      return "\(operation.rawValue) Pq " + (isEverybodys ? "every role" : listed(names))
    }
    #expect(written.map { sorted(String($0)) }.sorted() == roles.map(sorted).sorted())
  }

  private func listed(_ names: [String]) -> String { names.joined(separator: ", ") }

  /// The order in which roles are named does not matter.
  private func sorted(_ item: String) -> String {
    item.split(separator: " ").map { $0.filter { $0 != "," } }.sorted().joined(separator: " ")
  }

  @Test("the protocol's page has every error code, event, role and state, and no other")
  func words() throws {
    let page = try Manual("amparo-protocol.7")
    #expect(
      page.names("Cm", in: "ERROR CODES").sorted() == WireError.allCases.map(\.rawValue).sorted())
    #expect(
      page.names("Cm", in: "EVENTS").sorted() == EventKind.allCases.map(\.rawValue).sorted())
    let described = page.names("Cm", in: "DESCRIPTION").sorted()
    let known = Role.allCases.map(\.rawValue) + AlertState.allCases.map(\.rawValue)
    #expect(described == known.sorted())
  }

  @Test("the protocol's page names every member that a request is asked for")
  func requestMembers() throws {
    let known = try Manual("amparo-protocol.7").words("Va")
    let asked = /(?:request\.\w+|word|text|flag)\(\s*"([a-z_]+)"|body\["([a-z_]+)"\]/
    var count = 0
    for source in try Repository.sources("Sources/Desk") {
      for match in source.text.matches(of: asked) {
        let name = String(match.1 ?? match.2 ?? "")
        count += 1
        #expect(known.contains(name), "\(source.path) asks for \"\(name)\"")
      }
    }
    #expect(count > 80)
  }

  @Test("the protocol's page names every member that a reply or an event tells")
  func replyMembers() throws {
    let page = try Manual("amparo-protocol.7")
    let known = page.words("Va")
    let told = /JSONMember\("([a-z_]+)"|out\.(?:member|name|strings)\(\s*"([a-z_]+)"/
    var count = 0
    for source in try Repository.sources("Sources/Desk") where !Self.isLedger(source.path) {
      for match in source.text.matches(of: told) {
        let name = String(match.1 ?? match.2 ?? "")
        count += 1
        #expect(known.contains(name), "\(source.path) tells \"\(name)\"")
      }
    }
    #expect(count > 100)
  }

  /// The start's row of the ledger, whose facts the protocol does not promise.
  private static func isLedger(_ path: String) -> Bool { path.hasSuffix("Desk+Time.swift") }

  @Test(
    "a file's page has every member that its reader knows, and no other",
    arguments: [
      ("amparod.json5.5", ["Configuration", "Channels", "Peers", "Policies", "Upkeep"]),
      ("amparo-directory.5", ["Case", "Rota", "Unit"]), ("amparo-ami.8", ["Manager"]),
    ])
  func members(page: String, readers: [String]) throws {
    var known: Set<String> = []
    let folders = try Repository.sources("Sources/Config") + Repository.sources("Sources/Core")
    for source in folders where readers.contains(where: source.path.hasSuffixOfReader) {
      let list = /(?:known|names|texts|\w+Names|\w+Members)(?:: | =\s+)(?:\w+ \+ )?\[([^\]]*)\]/
      for match in source.text.matches(of: list) {
        for name in String(match.1).matches(of: /"([a-z_]+)"/) { known.insert(String(name.1)) }
      }
    }
    if page == "amparod.json5.5" {
      known.formUnion(Risk.allCases.map(\.rawValue) + ["default", "channel", "address"])
    }
    if page == "amparo-directory.5" {
      known.formUnion([
        "unit", "officers", "cases", "rota", "overrides", "absences",
      ])
    }
    let section = page == "amparo-ami.8" ? "CONFIGURATION" : "DESCRIPTION"
    let written = Set(try Manual(page).names("Va", in: section))
    #expect(written.subtracting(known) == [])
    #expect(known.subtracting(written) == [])
  }

  @Test(
    "a program's page has every option of its usage, and no other",
    arguments: ["amparod", "amparo-agi", "amparo-ami", "amparo-sms"])
  func options(program: String) throws {
    let page = try Manual("\(program).8")
    var known: Set<String> = []
    for source in try Repository.sources("Sources/\(program)") {
      guard let usage = source.text.firstMatch(of: /static let usage = """(?s:(.*?))"""/) else {
        continue
      }
      for match in usage.1.matches(of: /--([a-z-]+)/) { known.insert("-\(match.1)") }
    }
    #expect(known.count > 1)
    // What an option of another program is stands in a quotation, and not as an option.
    #expect(page.words("Fl").union(["-help"]) == known.union(["-help"]))
  }

  @Test("the page of Asterisk's program has every subcommand and every status, and no other")
  func asterisk() throws {
    let known = AGIOptions.Subcommand.allCases.map(\.rawValue) + AGIStatus.allCases.map(\.rawValue)
    #expect(try Manual("amparo-agi.8").names("Cm", in: "DESCRIPTION").sorted() == known.sorted())
  }

  @Test("the configuration's examples load")
  func configurationExamples() throws {
    for text in try Manual("amparod.json5.5").displays(in: "EXAMPLES") {
      let loaded = ConfigurationLoader.load(Array(text.utf8), file: "example")
      #expect(loaded.faults == [])
      #expect(loaded.configuration != nil)
    }
  }

  @Test("the directory's examples have no fault")
  func directoryExamples() throws {
    for text in try Manual("amparo-directory.5").displays(in: "EXAMPLES") {
      let decoded = DirectoryDocument.decode(
        try DirectoryDocument.parse(Array(text.utf8)), countryCode: "34",
        zone: SystemZone.rules, contacts: [])
      #expect(decoded.faults == [])
      #expect(decoded.value?.cases.count == 1)
    }
  }
}

extension String {
  /// Whether this is the path of that part of `DocumentReader`.
  fileprivate func hasSuffixOfReader(_ part: String) -> Bool {
    hasSuffix("DocumentReader+\(part).swift")
  }
}
