import AmparoHost
import Foundation
import Testing

@testable import AmparoTelephony

@Suite struct ManagerSecretTests {
  private static func read(_ content: String, mode: Int) throws -> String {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "amparo-secret-\(UUID().uuidString.prefix(8))")
    try Data(content.utf8).write(to: file)
    defer { unlink(file.path()) }
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path())
    return try ManagerSecret.read(file.path())
  }

  @Test("the first line of a file that is ours alone is the secret", arguments: [0o600, 0o400])
  func taken(mode: Int) throws {
    #expect(try Self.read("s3cret,x\nnever read\n", mode: mode) == "s3cret,x")
    #expect(try Self.read("s3cret\r\n", mode: mode) == "s3cret")
  }

  @Test(
    "a file that others can use is refused, and told how to mend it",
    arguments: [0o644, 0o640, 0o620, 0o606])
  func open(mode: Int) {
    let error = #expect(throws: FileError.self) { try Self.read("s3cret\n", mode: mode) }
    #expect(error?.description.contains("chmod 600") == true)
    #expect(error?.description.contains("s3cret") == false)
  }

  @Test("an empty file, a blank, a control character and a whole book are no secret")
  func notOne() {
    for content in ["", "\n", "two words\n", "a\u{1}b\n", String(repeating: "x", count: 300)] {
      let error = #expect(throws: FileError.self) { try Self.read(content, mode: 0o600) }
      #expect(error?.description.contains("two words") == false)
    }
    #expect(throws: FileError.self) { try ManagerSecret.read("/no/such/file") }
    #expect(throws: FileError.self) { try ManagerSecret.read("/") }
  }
}
