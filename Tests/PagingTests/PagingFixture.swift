import AmparoCore
import AmparoHost
import Foundation

@testable import AmparoPaging

/// Collects what channels report, and waits for it.
final class Reports: @unchecked Sendable {
  // Unchecked: `reports` is touched only under `lock`.
  private let lock = Lock()
  private var reports: [PageReport] = []

  var take: PageReporting {
    { report in self.lock.withLock { self.reports.append(report) } }
  }

  var all: [PageReport] { lock.withLock { reports } }

  /// The report of that page, as soon as there is one (in that state); nil after ten seconds.
  func report(of page: Int64, in state: PageState? = nil) -> PageReport? {
    let end = Clock.monotonicNanoseconds() + 10_000_000_000
    while Clock.monotonicNanoseconds() < end {
      let found = all.first { $0.page == PageID(page) && (state ?? $0.state) == $0.state }
      if let found { return found }
      poll(nil, 0, 5)
    }
    return nil
  }
}

/// A directory of its own, gone afterwards.
final class Scratch {
  let url: URL
  var path: String { url.path() }

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "amparo-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    do {
      try FileManager.default.removeItem(at: url)
    } catch {
      // Left in the system's temporary directory.
    }
  }

  /// A command that runs the text. The shell reads it: to run the file itself would fail with "text
  /// file busy" whenever another test starts a process while it is being written.
  func script(_ text: String) throws -> [String] {
    let file = url.appending(path: "program").path()
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    return ["/bin/sh", file]
  }

  func read(_ name: String) throws -> String {
    try String(contentsOf: url.appending(path: name), encoding: .utf8)
  }
}

enum Tasks {
  static func task(
    _ page: Int64 = 1, address: String? = "+34600000101", priority: Int = 1,
    officer: String = "o1", text: String = "AVISO K7Q2 P1 hasta 10:45. Responda SI K7Q2"
  ) -> PageTask {
    PageTask(
      page: PageID(page), alert: AlertID(7), officer: OfficerID(officer), channel: "bell",
      address: address, kind: .emergency, code: "K7Q2", priority: priority, ackBy: 1_000_000,
      isDrill: false, text: text)
  }
}
