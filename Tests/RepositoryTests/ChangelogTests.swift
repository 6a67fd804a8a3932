import Testing

@Suite struct ChangelogTests {
  @Test("the changelog begins with this version, and every entry says what kind it is")
  func entries() throws {
    let lines = try Repository.text("Deploy/CHANGELOG").split(separator: "\n")
    let versions = lines.filter { $0.first?.isNumber == true }
    let program = try Repository.text("Sources/amparod/Version.swift")
    let version = try #require(program.firstMatch(of: /text = "([^"]+)"/)).1
    #expect(versions.first == version)
    let first = try #require(lines.firstIndex { $0.first?.isNumber == true })
    for line in lines[first...] where line.first?.isNumber != true {
      let isEntry = ["  change   ", "  feature  ", "  fix      "].contains { line.hasPrefix($0) }
      #expect(isEntry || line.hasPrefix("           "), "CHANGELOG: \(line)")
      #expect(line.count <= 100)
    }
  }
}
