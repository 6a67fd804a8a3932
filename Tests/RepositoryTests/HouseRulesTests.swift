import Foundation
import Testing

@Suite struct HouseRulesTests {
  /// Which of our modules a room may import.
  static let arrows: [String: Set<String>] = [
    "Core": [],
    "Wire": ["Core"],
    "Desk": ["Core", "Wire"],
    "Store": ["Core", "CSQLite"],
    "Host": ["CLinux"],
    "Paging": ["Core", "Host"],
    "Config": ["Core", "Host"],
    "Telephony": ["Core", "Wire", "Host"],
    "Calendar": ["Core"],
    "Server": ["Core", "Wire", "Desk", "Host"],
    "Testing": ["Core", "Wire", "Desk", "Store", "Host"],
    "amparod": ["Core", "Wire", "Desk", "Store", "Host", "Paging", "Config", "Server"],
    "amparo": ["Core", "Wire", "Host", "Config", "Calendar", "Store"],
    "amparo-agi": ["Host", "Telephony"],
    "amparo-ami": ["Host", "Config", "Telephony"],
    "amparo-sms": ["Telephony", "Host"],
    "amparo-lab": ["Core", "Wire", "Desk", "Store", "Host", "Testing", "CSQLite"],
  ]

  /// The rooms that may ask the system, and main programs, which may ask its C library.
  static let systemModules: [String: Set<String>] = [
    "Host": ["Glibc"], "Server": ["Foundation", "Dispatch", "Glibc"],
    "Paging": ["Foundation", "Dispatch", "Glibc"],
    "Telephony": ["Glibc"], "Testing": ["Glibc"],
    "Config": ["Foundation", "Dispatch", "Glibc"],
    "amparo-sms": ["Glibc"],
    "Store": ["Foundation", "Dispatch", "Glibc"], "amparod": ["Glibc"], "amparo": ["Glibc"],
    "amparo-agi": ["Glibc"], "amparo-ami": ["Glibc"],
    "amparo-lab": ["Glibc"],
  ]

  @Test("every room imports only what the arrows allow")
  func importsFollowTheArrows() throws {
    let sources = try Repository.sources("Sources")
    #expect(sources.count > 100)
    for source in sources {
      let room = Repository.room(of: source.path)
      let ours = try #require(Self.arrows[room], "\(source.path) stands in no known room")
      let allowed = Set(
        ours.map { ["CSQLite", "CLinux"].contains($0) ? $0 : "Amparo" + $0 }
      )
      .union(Self.systemModules[room] ?? [])
      for line in source.lines {
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "import"), index <= 1, words.count > index + 1,
          line.first != " ", line.first != "/"
        else { continue }
        let module = String(words[index + 1])
        #expect(allowed.contains(module), "\(source.path) imports \(module)")
      }
    }
  }

  @Test("files, lines and functions keep to their lengths")
  func lengths() throws {
    for source in try Repository.sources("Sources") {
      #expect(source.lines.count <= 401, "\(source.path) is longer than 400 lines")
    }
    for source in try Repository.sources("Tests") {
      #expect(source.lines.count <= 501, "\(source.path) is longer than 500 lines")
    }
    for source in try Repository.sources("Sources") + Repository.sources("Tests") {
      for (number, line) in source.lines.enumerated() where line.count > 100 {
        Issue.record("\(source.path):\(number + 1) has \(line.count) columns")
      }
      for (start, length) in Self.functions(in: source.lines) where length > 70 {
        Issue.record("\(source.path):\(start) is a function of \(length) lines")
      }
    }
  }

  /// Where each function begins, and how many lines it has, by its indentation.
  private static func functions(in lines: [Substring]) -> [(Int, Int)] {
    var found: [(Int, Int)] = []
    var open: (line: Int, indent: Int)?
    for (number, line) in lines.enumerated() {
      let indent = line.prefix { $0 == " " }.count
      let code = line.dropFirst(indent)
      if let function = open, indent == function.indent, code.hasPrefix("}") {
        found.append((function.line + 1, number - function.line + 1))
        open = nil
      } else if open == nil, code.contains("func "), !code.hasPrefix("//"), !code.hasSuffix("}") {
        open = (number, indent)
      }
    }
    return found
  }

  @Test(
    "nothing hides an error or forces a value",
    arguments: [
      "try?", "try!", " as!", "fatalError(", "TODO", "FIXME", "XXX:",
    ])
  func nothingHides(words: String) throws {
    for source in try Repository.sources("Sources") {
      for (number, line) in source.lines.enumerated() where line.contains(words) {
        Issue.record("\(source.path):\(number + 1) has \(words)")
      }
    }
  }

  @Test("the toolchain's formatter finds nothing, no forced value above all")
  func formatterFindsNothing() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      ["swift", "format", "lint", "--strict", "--recursive", "Sources", "Tests", "Package.swift"]
    process.currentDirectoryURL = Repository.root
    let output = Pipe()
    process.standardError = output
    try process.run()
    let found = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(found)")
  }

  @Test("an unchecked Sendable has its reason beside it")
  func uncheckedSendableHasAReason() throws {
    for source in try Repository.sources("Sources") {
      for (number, line) in source.lines.enumerated()
      where line.contains("@unchecked Sendable") {
        let near = source.lines[max(0, number - 3)..<min(source.lines.count, number + 4)]
        #expect(
          near.contains { $0.contains("// Unchecked:") },
          "\(source.path):\(number + 1) gives no reason")
      }
    }
  }

  @Test("a file is named for what it holds")
  func filesAreNamedForTheirTypes() throws {
    for source in try Repository.sources("Sources") {
      let file = URL(filePath: source.path).deletingPathExtension().lastPathComponent
      let name = String(file.split(separator: "+")[0])
      let declares = ["struct", "class", "enum", "protocol", "extension", "typealias"].contains {
        source.text.contains("\($0) \(name)")
      }
      #expect(declares, "\(source.path) declares no \(name)")
    }
  }

  @Test("no Swift package is used, and nothing stands at the top that does not belong there")
  func topLevel() throws {
    let manifest = try Repository.text("Package.swift")
    #expect(!manifest.contains(".package("))
    let names = try FileManager.default.contentsOfDirectory(atPath: Repository.root.path())
    let known: Set = ["Package.swift", "Sources", "Tests", "README.md", "Deploy", "Config"]
    for name in names where !name.hasPrefix(".") {
      #expect(known.contains(name), "\(name) does not belong at the top")
    }
  }
}
