import Foundation

/// One page of the manual, as it is written in mdoc.
struct Manual: Sendable {
  static let folder = "Deploy/man"

  static func pages() throws -> [String] {
    let path = Repository.root.appending(path: folder).path()
    return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  let name: String
  private let lines: [String]

  /// Reads the page of that file name, such as `amparo.1`.
  init(_ name: String) throws {
    self.name = name
    lines = try Repository.text("\(Self.folder)/\(name)")
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// What the items of lists say with that macro, each in its words; of one section, or of all.
  func items(_ macro: String, in section: String? = nil) -> [String] {
    var current = ""
    var found: [String] = []
    for line in lines {
      if line.hasPrefix(".Sh ") { current = String(line.dropFirst(4)) }
      guard section == nil || section == current, line.hasPrefix(".It \(macro) ") else { continue }
      found.append(String(line.dropFirst(4)))
    }
    return found
  }

  /// The first words of such items: the names that are explained.
  func names(_ macro: String, in section: String? = nil) -> [String] {
    items(macro, in: section).flatMap { item -> [String] in
      let words = item.split(separator: " ").map(String.init)
      return words.indices.dropFirst().filter { words[$0 - 1] == macro }.map { words[$0] }
    }
  }

  /// Every word after that macro, wherever it stands.
  func words(_ macro: String) -> Set<String> {
    var found: Set<String> = []
    for line in lines where line.hasPrefix(".") {
      let words = line.dropFirst().split(separator: " ").map(String.init)
      for index in words.indices.dropFirst() where words[index - 1] == macro {
        found.insert(words[index] == "(" ? words[min(index + 1, words.count - 1)] : words[index])
      }
    }
    return found
  }

  /// The page as one text, its macros taken away.
  var text: String {
    lines.map { line in
      guard line.hasPrefix(".") else { return line }
      return line.dropFirst().split(separator: " ").filter { word in
        !(word.count == 2 && word.first?.isUppercase == true)
      }.joined(separator: " ")
    }.joined(separator: " ").split(separator: " ").joined(separator: " ")
  }

  /// What is shown word by word in that section.
  func displays(in section: String) -> [String] {
    var current = ""
    var shown: [String]?
    var found: [String] = []
    for line in lines {
      if line.hasPrefix(".Sh ") { current = String(line.dropFirst(4)) }
      if line.hasPrefix(".Bd ") {
        shown = []
      } else if line == ".Ed" {
        if current == section { found.append((shown ?? []).joined(separator: "\n")) }
        shown = nil
      } else {
        shown?.append(line.split(separator: "\\e").joined(separator: "\\"))
      }
    }
    return found
  }
}
