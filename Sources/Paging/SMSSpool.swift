import AmparoCore
import AmparoHost
import Glibc

/// Message files for smstools: it takes whatever appears in its directory under a name without a
/// dot in front, readable for its group, and moves it to `checked` beside it until it is sent.
package struct SMSSpool: Spool {
  private let outgoing: String
  /// Where smstools keeps what it has taken, what the network took, and what it did not.
  private let checked: String
  private let sent: String
  private let failed: String
  private let names = SpoolNames()

  /// When it works, smstools takes a message within its pause between two looks (10 s by default)
  /// and is done with it in seconds. One that has not moved on by then waits for a modem that
  /// hangs, which smstools would admit only after minutes, or for one that is not registered,
  /// which it never does.
  package var takenWithin: TimeSpan { Self.patience }
  private static let patience = TimeSpan.seconds(15)

  /// Messages that may lie there beyond their time; while so many do, no more are added, or they
  /// would all go out, stale, before the first that still counts.
  private static let lingeringMax = 16

  package init(outgoing: String) {
    let path = outgoing.hasSuffix("/") ? String(outgoing.dropLast()) : outgoing
    let beside = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    self.outgoing = path
    checked = beside + "/checked"
    sent = beside + "/sent"
    failed = beside + "/failed"
  }

  package func put(_ task: PageTask) throws(SpoolError) {
    let content = try content(task)
    guard let group = Files.group(of: outgoing) else {
      throw SpoolError(
        "\(outgoing) is not there; make it, or mend the channel's \"outgoing\"", mayPass: true)
    }
    guard lingering() < Self.lingeringMax else {
      throw SpoolError(
        "\(Self.lingeringMax) messages lie in smstools' folders for more than \(Self.patience); "
          + "it sends nothing")
    }
    withdrawCopies(of: task.page)
    let name = names.make(for: task.page, Self.prefix(task.page))
    do throws(FileError) {
      try Files.replace("\(outgoing)/\(name)", with: content, mode: 0o640, group: group)
    } catch {
      throw SpoolError("the message was not taken: \(error)", mayPass: true)
    }
  }

  /// What it has taken it keeps beside its spool until the network has it or it gives up; of both
  /// its event handler tells, too, and with the reason.
  package func outcome(of page: PageID) -> SpoolOutcome {
    guard let name = names.name(of: page) else { return .taken }
    func lies(in directory: String) -> Bool { access("\(directory)/\(name)", F_OK) == 0 }
    if lies(in: outgoing) || lies(in: checked) { return .waiting }
    if lies(in: sent) { return .ended(.sent, nil) }
    return lies(in: failed) ? .ended(.failed, "smstools could not send the message") : .taken
  }

  package var makesCalls: Bool { false }

  package func putDrillCall() throws(SpoolError) {
    throw SpoolError("no text message rings a line")
  }

  package func withdraw(_ page: PageID) {
    if let name = names.take(page) { unlink("\(outgoing)/\(name)") }
  }

  /// Takes out what was put in for the page before a crash.
  private func withdrawCopies(of page: PageID) {
    for name in list(outgoing) where name.hasPrefix(Self.prefix(page)) {
      unlink("\(outgoing)/\(name)")
    }
  }

  /// How many messages of ours have been lying in smstools' folders for longer than they should.
  private func lingering() -> Int {
    let since = Clock.wallMilliseconds() - Self.patience.milliseconds
    return [outgoing, checked].reduce(0) { count, directory in
      count
        + list(directory).count { name in
          name.hasPrefix(Self.prefix) && !name.hasSuffix(".LOCK")
            && Files.modified("\(directory)/\(name)").map { $0 < since } ?? false
        }
    }
  }

  private func list(_ directory: String) -> [String] {
    do throws(FileError) {
      return try Files.names(in: directory)
    } catch {
      return []
    }
  }

  private static let prefix = "amparo-"
  private static func prefix(_ page: PageID) -> String { "\(prefix)\(page)-" }

  func content(_ task: PageTask) throws(SpoolError) -> [UInt8] {
    guard let number = task.address.flatMap(Self.recipient) else {
      throw SpoolError(
        "the officer's address is no number a message can go to; write it with + and its country")
    }
    guard GSMText.fitsOneMessage(task.text) else {
      throw SpoolError("the text does not fit one message of plain letters")
    }
    let lines = [
      "To: \(number)", "Alphabet: UTF-8", "Report: yes", "Priority: high", "X-Page: \(task.page)",
      "", task.text,
    ]
    return Array(lines.joined(separator: "\n").utf8)
  }

  /// As smstools writes numbers: one with its country without the plus, and a short code with an
  /// `s` before it. It would take anything else for a number with its country.
  private static func recipient(_ address: String) -> String? {
    let hasPlus = address.hasPrefix("+")
    let digits = hasPlus ? address.dropFirst() : address[...]
    guard digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    if hasPlus { return (7...15).contains(digits.utf8.count) ? String(digits) : nil }
    return (3...6).contains(digits.utf8.count) ? "s" + digits : nil
  }
}
