import AmparoHost

/// What the legs of one Dial noted, each from its own thread.
final class FakeLegLog: @unchecked Sendable {
  // Unchecked: everything is touched only under `lock`.
  private let lock = Lock()
  private var noted: (statuses: [String], faults: [String]) = ([], [])

  var statuses: [String] { lock.withLock { noted.statuses } }
  var faults: [String] { lock.withLock { noted.faults } }

  func note(status: String) { lock.withLock { noted.statuses.append(status) } }
  func note(faults: [String]) { lock.withLock { noted.faults += faults } }
}
