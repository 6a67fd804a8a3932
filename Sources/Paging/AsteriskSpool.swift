import AmparoCore
import AmparoHost
import Glibc

/// Call files for Asterisk: each makes it ring one officer and then runs the paging context.
///
/// A file Asterisk could read but not write would be dialled for ever, and one written in place be
/// dialled half: so it is written beside the spool, with its group and mode 0660, and renamed in.
package struct AsteriskSpool: Spool {
  private let outgoing: String
  private let context: String
  /// How to reach a number, with `{number}` in its place.
  private let dial: String
  /// What to dial to reach the line itself, for a drill.
  private let drill: String

  /// When it works, Asterisk sees a new file at once and dials within a second.
  package let takenWithin: TimeSpan

  /// How long a telephone rings, in seconds: no longer than the step waits, and bounded both ways.
  private static let ringSeconds: ClosedRange<Int64> = 5...60

  /// Longer than any call, for Asterisk must not take a try for failed while it still rings.
  private static let retrySeconds = 86_400

  package static let defaultDrill = "Local/drill@amparo-intake/n"

  package init(
    outgoing: String, context: String, dial: String, drill: String = defaultDrill,
    takenWithin: TimeSpan = .seconds(5)
  ) {
    self.outgoing = outgoing
    self.context = context
    self.dial = dial
    self.drill = drill
    self.takenWithin = takenWithin
  }

  package func put(_ task: PageTask) throws(SpoolError) {
    try put(try content(task, now: Clock.wallMilliseconds()), named: Self.name(task.page))
  }

  private func put(_ content: [UInt8], named name: String) throws(SpoolError) {
    do throws(FileError) {
      try Files.replace(
        "\(outgoing)/\(name)", with: content, mode: 0o660, scratch: try scratch())
    } catch {
      throw SpoolError("the call file was not taken: \(error)", mayPass: true)
    }
  }

  package func withdraw(_ page: PageID) {
    unlink("\(outgoing)/\(Self.name(page))")
  }

  /// Seconds that an officer who answers a drill has to be connected with its caller.
  private static let drillSeconds = 120

  package var makesCalls: Bool { true }

  /// Between two looks whether a drill's file was taken, in milliseconds.
  private static let lookMilliseconds: Int32 = 50

  /// The line is rung as a caller would ring it; at the other end nobody speaks.
  package func putDrillCall() throws(SpoolError) {
    let lines = [
      "Channel: \(drill)", "WaitTime: \(Self.drillSeconds)", "MaxRetries: 0",
      "RetryTime: \(Self.retrySeconds)", "Application: Wait", "Data: \(Self.drillSeconds)",
    ]
    let name = "amparo-drill-\(String(Entropy.next(), radix: 36)).call"
    try put(try Self.bytes(lines), named: name)
    let end = Clock.monotonicNanoseconds() + takenWithin.milliseconds * 1_000_000
    while let text = read("\(outgoing)/\(name)"), !text.contains("\nStartRetry:") {
      guard Clock.monotonicNanoseconds() < end else {
        unlink("\(outgoing)/\(name)")
        throw SpoolError("the drill's call file was not taken within \(takenWithin)")
      }
      poll(nil, 0, Self.lookMilliseconds)
    }
  }

  /// Asterisk appends to the file when it begins to ring, and moves it to the directory beside the
  /// spool's when all is over. An answer there may be a mailbox's, so it is never more than that.
  package func outcome(of page: PageID) -> SpoolOutcome {
    let name = Self.name(page)
    if let text = read("\(outgoing)/\(name)") {
      return text.contains("\nStartRetry:") ? .taken : .waiting
    }
    let archived = "\(archive)/\(name)"
    guard let text = read(archived) else {
      return access(archive, X_OK) == 0 ? .gone : .taken
    }
    let status = text.split(separator: "\n").last { $0.hasPrefix("Status:") }
    unlink(archived)
    switch status?.dropFirst("Status:".count).trimmed {
    case "Completed": return .ended(.answered, "the call was answered")
    case "Expired": return .ended(.noAnswer, "the telephone was not answered")
    case "Failed": return .ended(.failed, "Asterisk could not make the call")
    case .some, nil: return .ended(.failed, "Asterisk kept no status of the call")
    }
  }

  /// Where Asterisk keeps a file when it is done with it.
  private var archive: String { outgoing + "_done" }

  /// Our own file with what Asterisk adds to it is some hundred bytes long.
  private static let fileBytesMax = 65_536

  private func read(_ path: String) -> String? {
    do throws(FileError) {
      return String(decoding: try Files.read(path, max: Self.fileBytesMax), as: UTF8.self)
    } catch {
      return nil
    }
  }

  /// A page's number is never given twice, so neither is the name.
  private static func name(_ page: PageID) -> String { "amparo-\(page).call" }

  func content(_ task: PageTask, now: Int64) throws(SpoolError) -> [UInt8] {
    guard let number = task.address, Self.isDialable(number) else {
      throw SpoolError("the officer's address is no number that can be dialled")
    }
    let left = ((task.ackBy ?? now) - now) / 1000
    let ring = min(max(left, Self.ringSeconds.lowerBound), Self.ringSeconds.upperBound)
    let channel = dial.split(separator: "{number}", omittingEmptySubsequences: false)
      .joined(separator: number)
    let lines = [
      "Channel: \(channel)", "WaitTime: \(ring)", "MaxRetries: 0",
      "RetryTime: \(Self.retrySeconds)", "Context: \(context)", "Extension: s", "Priority: 1",
      "Set: AMPARO_PAGE=\(task.page)", "Set: AMPARO_ALERT=\(task.alert)",
      "Set: AMPARO_OFFICER=\(task.officer)", "Set: AMPARO_CODE=\(task.code)",
      "Set: AMPARO_KIND=\(task.kind.rawValue)",
      "Set: AMPARO_DRILL=\(task.isDrill ? 1 : 0)", "Archive: yes",
    ]
    return try Self.bytes(lines)
  }

  private static func bytes(_ lines: [String]) throws(SpoolError) -> [UInt8] {
    for line in lines where !isSafe(line) {
      throw SpoolError("a value cannot stand in a call file: \(line.prefix { $0 != ":" })")
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// What a telephone can dial; `#` and `;` would begin a comment.
  private static func isDialable(_ number: String) -> Bool {
    (1...20).contains(number.utf8.count)
      && number.utf8.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: "+") }
  }

  /// Asterisk reads 1023 bytes of a line.
  private static let lineBytesMax = 1023

  private static func isSafe(_ line: String) -> Bool {
    line.utf8.count <= lineBytesMax
      && line.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: ";") }
      && !line.contains(" #")
  }

  /// A directory beside the spool and of its group, where files are written before they are whole;
  /// in the spool itself even a name with a dot would be dialled.
  private func scratch() throws(FileError) -> String {
    let path = outgoing + ".amparo"
    var spool = stat()
    guard stat(outgoing, &spool) == 0 else {
      throw FileError("\(outgoing) is not there; make it, or mend the channel's \"outgoing\"")
    }
    if mkdir(path, 0o770) == 0 {
      guard chown(path, uid_t.max, spool.st_gid) == 0, chmod(path, 0o2770) == 0 else {
        rmdir(path)
        throw FileError("\(path) cannot have the spool's group; the daemon must be a member of it")
      }
    } else {
      let failure = SystemError("mkdir")
      guard failure.code == EEXIST else {
        throw FileError(
          "\(path) cannot be made: \(failure); make it, of the spool's group and mode 2770")
      }
    }
    return path
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    let start = drop { $0 == " " }
    return start.prefix { $0 != " " && $0 != "\r" }
  }
}
