import AmparoCore
import AmparoHost
import Glibc

/// Message files for smstools: it takes whatever appears in its directory under a name without a
/// dot in front, readable for its group.
package struct SMSSpool: Spool {
  private let outgoing: String

  package init(outgoing: String) { self.outgoing = outgoing }

  package func put(_ task: PageTask) throws(SpoolError) {
    let content = try content(task)
    do throws(FileError) {
      try Files.replace("\(outgoing)/\(Self.name(task.page))", with: content, mode: 0o640)
    } catch {
      throw SpoolError("the message was not taken: \(error)", mayPass: true)
    }
  }

  /// When it works, smstools takes a message within seconds and is done with it in ten.
  package var takenWithin: TimeSpan { .seconds(15) }

  /// What it has taken it keeps beside its spool until the modem has sent it or has failed; its
  /// event handler tells of both.
  package func outcome(of page: PageID) -> SpoolOutcome {
    let name = Self.name(page)
    let beside = outgoing.lastIndex(of: "/").map { String(outgoing[..<$0]) } ?? "."
    let places = [outgoing, beside + "/checked"]
    return places.contains { access("\($0)/\(name)", F_OK) == 0 } ? .waiting : .taken
  }

  package func putDrillCall() throws(SpoolError) -> Bool { false }

  package func withdraw(_ page: PageID) {
    unlink("\(outgoing)/\(Self.name(page))")
  }

  /// A name that comes twice ends smstools; a page's number never does.
  private static func name(_ page: PageID) -> String { "amparo-\(page)" }

  func content(_ task: PageTask) throws(SpoolError) -> [UInt8] {
    guard let number = task.address.flatMap(Self.recipient) else {
      throw SpoolError("the officer's address is no number a message can go to")
    }
    guard GSMText.fitsOneMessage(task.text) else {
      throw SpoolError("the text does not fit one message of plain letters")
    }
    let lines = [
      "To: \(number)", "Alphabet: UTF-8", "Report: yes", "Priority: high", "X-Page: \(task.page)",
      "", task.text,
    ]
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// As smstools writes numbers: without the plus, and a short code with an `s` before it.
  private static func recipient(_ address: String) -> String? {
    let digits = address.hasPrefix("+") ? String(address.dropFirst()) : address
    guard (3...20).contains(digits.utf8.count),
      digits.utf8.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    return digits.utf8.count <= 6 ? "s" + digits : digits
  }
}
