import Foundation
import Testing

/// That the files of `Deploy/asterisk` fit together.
@Suite struct DialplanFilesTests {
  static let folder = "Deploy/asterisk"
  static let sites = ["site.conf", "try.conf"]

  private func plan(_ file: String) throws -> Dialplan { try Dialplan("\(Self.folder)/\(file)") }

  @Test("every place a call is sent to is there", arguments: ["extensions.conf", "try.conf"])
  func targets(file: String) throws {
    let plan = try plan(file)
    let site = try self.plan("site.conf")
    for (step, words) in plan.jumps {
      // What it is called with stands in brackets.
      let target = words.split(separator: "(").first.map(String.init) ?? ""
      if target.contains("${") { continue }
      let parts = target.split(separator: ",").map(String.init)
      let context = parts.count > 2 ? parts[0] : step.context
      let name = parts.count > 1 ? parts[parts.count - 2] : step.name
      let place = parts.last ?? ""
      #expect(
        plan.holds(context, name, place) || site.holds(context, name, place),
        "\(file):\(step.line) leads to \(context),\(name),\(place)")
    }
  }

  @Test("a station answers every question the dialplan asks, and no other", arguments: sites)
  func siteAnswers(file: String) throws {
    let asked = Set(
      try plan("extensions.conf").calls(of: "Gosub").map(\.arguments)
        .filter { $0.hasPrefix("amparo-site,") }
        .map { String($0.split(separator: ",")[1]) })
    let answers = try plan(file).steps.filter { $0.context == "amparo-site" }
    #expect(Set(answers.map(\.name)) == asked)
    for step in answers { #expect(step.application == "Return", "\(file):\(step.line)") }
  }

  @Test("every sound the dialplan plays can be made, and Asterisk's users may run the maker")
  func sounds() throws {
    let maker = try Repository.text("\(Self.folder)/make-sounds")
    for (step, arguments) in try plan("extensions.conf").calls(of: "Playback") {
      let name = String(arguments.dropFirst("amparo/".count))
      #expect(arguments.hasPrefix("amparo/"), "line \(step.line)")
      #expect(maker.components(separatedBy: "\n  \(name)=\"").count == 3, "\(name) in es and en")
    }
    let path = Repository.root.appending(path: "\(Self.folder)/make-sounds").path()
    #expect(FileManager.default.isExecutableFile(atPath: path))
  }

  @Test("the manager's user has no secret of ours, this machine only, and may do two things")
  func manager() throws {
    let lines = try Repository.text("\(Self.folder)/manager.conf").split(separator: "\n")
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.hasPrefix(";") && !$0.isEmpty }
    let settings = lines.dropFirst().map { line in
      line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
    }
    #expect(lines.first == "[amparo]")
    #expect(!settings.contains { $0[0] == "secret" })
    #expect(settings.filter { $0[0] == "permit" }.map { $0[1] } == ["127.0.0.1/255.255.255.255"])
    #expect(settings.filter { $0[0] == "deny" }.map { $0[1] } == ["0.0.0.0/0.0.0.0,::/0"])
    #expect(settings.filter { $0[0] == "write" }.map { $0[1] } == ["originate,call"])
    #expect(settings.filter { $0[0] == "read" }.map { $0[1] } == [""])
  }

  @Test("every file is named in the README, and every file it names is there")
  func readme() throws {
    let readme = try Repository.text("\(Self.folder)/README.md")
    let folder = Repository.root.appending(path: Self.folder).path()
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(files.count >= 5)
    for file in files where file != "README.md" { #expect(readme.contains(file), "\(file)") }
    let words = readme.split { " `\n()".contains($0) }.map(String.init)
    for word in words where word.hasSuffix(".conf") && !word.contains("/") {
      #expect(files.contains(word) || Self.asterisks.contains(word), "\(word)")
    }
  }

  /// Files of Asterisk's own that the README speaks of.
  private static let asterisks: Set = [
    "modules.conf", "indications.conf", "pjsip.conf", "logger.conf", "cdr.conf",
  ]
}

extension Dialplan {
  /// Where steps lead, as they say it: the target of Goto, of both branches of GotoIf, of Gosub,
  /// and of a Dial's own routines.
  fileprivate var jumps: [(step: Step, target: String)] {
    var found: [(Step, String)] = []
    for step in steps {
      switch step.application {
      case "Goto", "Gosub": found.append((step, step.arguments))
      case "GotoIf":
        let branches = step.arguments.components(separatedBy: "]?").last ?? ""
        found += branches.split(separator: ":").map { (step, String($0)) }
      case "Dial":
        for letter in ["U", "F"] {
          let parts = step.arguments.components(separatedBy: letter + "(")
          guard parts.count > 1, let routine = parts[1].split(separator: ")").first else {
            continue
          }
          let target = String(routine).replacing("^", with: ",")
          found.append((step, target.contains(",") ? target : target + ",s,1"))
        }
      default: break
      }
    }
    return found
  }
}
