import Foundation

/// The tree these tests are part of.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  struct Source: Sendable {
    /// From the root, `Sources/Core/…`.
    var path: String
    var text: String
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  }

  /// Every Swift file below that folder.
  static func sources(_ folder: String) throws -> [Source] {
    let base = root.appending(path: folder)
    let names = try FileManager.default.subpathsOfDirectory(atPath: base.path())
    return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
      Source(
        path: "\(folder)/\(name)",
        text: try String(contentsOf: base.appending(path: name), encoding: .utf8))
    }
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The room a source stands in, such as `Core`.
  static func room(of path: String) -> String {
    String(path.split(separator: "/")[1])
  }
}
