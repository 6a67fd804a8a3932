import Glibc

extension HostThread {
  /// Threads that work for one call at the most: more would only wait for the disk or one another.
  private static let mapThreadsMax = 8

  /// What `body` makes of each part, in their order. The parts are worked on at once, by as many
  /// threads as there are processors; `name` is theirs.
  package static func map<Part: Sendable, Made: Sendable>(
    _ parts: [Part], name: String, _ body: @escaping @Sendable (Part) -> Made
  ) -> [Made] {
    var made: [Made] = []
    map(parts, name: name, body) { made.append($0) }
    return made
  }

  /// The same, but each is taken, on the caller's thread, while others are still in the making.
  package static func map<Part: Sendable, Made: Sendable>(
    _ parts: [Part], name: String, _ body: @escaping @Sendable (Part) -> Made,
    take: (Made) -> Void
  ) {
    let processors = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let board = MapBoard(parts, body)
    for _ in 1..<max(1, min(processors, parts.count, mapThreadsMax)) {
      do {
        try start(name) { board.work() }
      } catch {
        break
      }
    }
    for index in parts.indices {
      // The caller works as well, while there is nothing to take.
      while !board.isMade(index), board.workOnce() {}
      take(board.take(index))
    }
  }
}
