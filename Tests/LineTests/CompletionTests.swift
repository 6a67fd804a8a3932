import Foundation
import Testing

/// The completion scripts in the real shells, asking the real program.
@Suite struct CompletionTests {
  enum Shell: String, CaseIterable { case bash, zsh, fish }

  struct Line: Sendable {
    var typed: String
    var offered: Set<String>
  }

  static let lines = [
    Line(typed: "amparo case s", offered: ["show", "set"]),
    Line(typed: "amparo --lang en raise --source ph", offered: ["phone"]),
    Line(
      typed: "amparo resolve 17 hand", offered: ["handed_to_112", "handed_to_national_police"]),
    Line(typed: "amparo rota show --m", offered: ["--month"]),
    Line(typed: "amparo followups p", offered: ["plan"]),
    Line(typed: "amparo directory apply docu", offered: ["document.json5"]),
  ]

  @Test("each shell loads its script and completes by it", arguments: Shell.allCases)
  func completes(shell: Shell) throws {
    let place = try Place(shell)
    defer { place.remove() }
    for line in Self.lines {
      let answer = try place.complete(line.typed)
      #expect(answer == line.offered, "\(shell) was given: \(line.typed)")
    }
  }

  @Test("a word for a shell that there is not is refused with those there are")
  func unknownShell() throws {
    let run = try CommandRun(["completion", "tcsh", "--lang", "en"])
    #expect(run.status == 2)
    #expect(run.problems.contains("bash, zsh, fish"))
  }
}

/// A directory with one shell's script, and what asks that shell for its offers.
private struct Place {
  private let shell: CompletionTests.Shell
  private let directory: URL

  init(_ shell: CompletionTests.Shell) throws {
    self.shell = shell
    directory = FileManager.default.temporaryDirectory
      .appending(path: "amparo-completion-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let script = try CommandRun(["completion", shell.rawValue])
    try #require(script.status == 0)
    try write("script", script.output)
    try write("document.json5", "{}")
    try write("ask", Self.question(shell))
    if shell == .zsh { try write(".zshrc", Self.zshStart) }
  }

  func remove() {
    do {
      try FileManager.default.removeItem(at: directory)
    } catch {
      Issue.record("\(directory.path()) is left behind: \(error)")
    }
  }

  private func write(_ name: String, _ text: String) throws {
    try text.write(to: directory.appending(path: name), atomically: true, encoding: .utf8)
  }

  func complete(_ typed: String) throws -> Set<String> {
    let bin = CommandRun.program.deletingLastPathComponent().path()
    let run = try CommandRun(
      shell: "cd '\(directory.path())' && export PATH='\(bin)':$PATH LINE='\(typed)' && "
        + "exec timeout 60 \(Self.program(shell)) ask", socket: "/nonexistent/socket")
    #expect(run.status == 0, "\(run.problems)")
    let words = run.output.split(separator: "\n").map { $0.prefix { $0 != "\t" } }
    return Set(words.map(String.init))
  }

  private static func program(_ shell: CompletionTests.Shell) -> String {
    switch shell {
    case .bash: "bash --norc"
    case .zsh: "zsh -f"
    case .fish: "fish --no-config"
    }
  }

  private static func question(_ shell: CompletionTests.Shell) -> String {
    switch shell {
    case .bash:
      #"""
      source ./script
      complete -p amparo | grep -q -- '-F _amparo ' || exit 1
      COMP_WORDS=($LINE); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _amparo
      printf '%s\n' "${COMPREPLY[@]}"
      """#
    case .zsh:
      // A terminal is needed: it types the line and the completing key.
      #"""
      zmodload zsh/zpty
      zpty -b shell "ZDOTDIR=$PWD zsh -o noglobalrcs -i"
      out=; while [[ $out != *READY* ]]; do zpty -r shell part && out+=$part; done
      rm -f answer
      zpty -n -w shell $LINE$'\t\x18'
      until grep -qsx END answer; do sleep 0.05; done
      grep -vx END answer
      """#
    case .fish: "source ./script; complete -C \"$LINE\""
    }
  }

  /// Writes down what the completion offers.
  private static let zshStart = #"""
    autoload -Uz compinit; compinit -u -D
    source ./script
    compadd() {
      if [[ ${@[1,(i)(-|--)]} != *-(O|A|D)\ * ]]; then
        local -a offered; builtin compadd -O offered "$@"; print -rl -- $offered >>answer
      fi
      builtin compadd "$@"
    }
    ended() { print END >>answer }
    zle -N ended; bindkey '^I' complete-word; bindkey '^X' ended; PS1=READY
    """#
}
