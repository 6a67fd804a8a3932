import AmparoCore
import AmparoHost

/// The names under which pages were put into a spool. A name that comes twice ends smstools, and
/// after a crash a page is sent again: so each has something random besides the page's number.
final class SpoolNames: @unchecked Sendable {
  // Unchecked: `names` is touched only under `lock`.
  private let lock = Lock()
  private var names: [PageID: String] = [:]

  /// Names kept: more pages than a modem sends in hours; of an older one nothing is taken back.
  private static let namesMax = 4096

  func make(for page: PageID, _ prefix: String) -> String {
    let name = prefix + String(Entropy.next(), radix: 36)
    lock.withLock {
      names[page] = name
      if names.count > Self.namesMax, let oldest = names.keys.min(by: <) { names[oldest] = nil }
    }
    return name
  }

  func name(of page: PageID) -> String? { lock.withLock { names[page] } }

  /// The name, which is then forgotten.
  func take(_ page: PageID) -> String? { lock.withLock { names.removeValue(forKey: page) } }
}
