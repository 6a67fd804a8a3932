import AmparoHost

/// Users' names by number, asked of the system once: a network directory behind it may be slow, and
/// peers are admitted on the line's own thread.
final class NameCache: @unchecked Sendable {
  // Unchecked: `names` is touched only under `lock`.
  private let lock = Lock()
  private var names: [UInt32: String] = [:]

  /// More users than a station has.
  private static let namesMax = 1024

  func name(of uid: UInt32) -> String? {
    if let known = lock.withLock({ names[uid] }) { return known }
    guard let name = Accounts.name(of: uid) else { return nil }
    lock.withLock { if names.count < Self.namesMax { names[uid] = name } }
    return name
  }
}
