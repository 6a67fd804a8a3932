import AmparoCore

/// The gateway peers that take a channel's pages over the socket, and where each page has got to.
/// It says who takes what; the desk does it.
struct WorkerBoard {
  /// A page that is to be handed to a worker of its channel.
  struct Item {
    var order: PageOrder
    var kind: PageKind
    var alert: AlertID
  }

  struct Handed {
    var item: Item
    var worker: ConnectionID
    /// Names this one handing over, so that a late word on an earlier one is told apart.
    var token: String
  }

  struct Waiting {
    var item: Item
    /// On the line's clock: how long a worker is waited for.
    var until: Int64
  }

  /// How long pages wait for a worker that was there a moment ago: time for its gateway to come
  /// back from a restart, and not longer, for somebody waits for help.
  static let lossGrace = TimeSpan.seconds(2)
  /// The same after the daemon's own start, when every peer is on its way back.
  static let startGrace = TimeSpan.seconds(5)
  /// Pages kept for a worker that comes too late for their fallback, the oldest forgotten first:
  /// more than a unit has at a time.
  static let unservedMax = 1024

  private var connections: [String: [ConnectionID]] = [:]
  private(set) var handed: [PageID: Handed] = [:]
  /// How many of them each worker has.
  private var load: [ConnectionID: Int] = [:]
  private(set) var waiting: [Waiting] = []
  /// Pages that failed because nobody was there to take them.
  private(set) var unserved: [Item] = []
  /// Pages that another channel took instead.
  private var diverted: [PageID: String] = [:]
  /// Until when a channel may be without a worker and not be told as failing.
  private var graceEnds: [String: Int64] = [:]
  private let startGraceEnd: Int64

  init(startedAt line: Int64) {
    startGraceEnd = line + Self.startGrace.milliseconds
  }

  /// The worker of the channel that has the fewest pages.
  func worker(of channel: String) -> ConnectionID? {
    guard let workers = connections[channel], workers.count > 1 else {
      return connections[channel]?.first
    }
    return workers.min { load[$0, default: 0] < load[$1, default: 0] }
  }

  /// Until when a page of that channel, which has no worker, waits for one.
  func graceEnd(of channel: String) -> Int64 { graceEnds[channel] ?? startGraceEnd }

  var all: Set<ConnectionID> { Set(connections.values.joined()) }

  mutating func add(_ connection: ConnectionID, to channel: String) {
    guard connections[channel]?.contains(connection) != true else { return }
    connections[channel, default: []].append(connection)
  }

  /// A connection is gone: its pages wait for another worker. Says whether it was one.
  mutating func remove(_ connection: ConnectionID, at line: Int64) -> Bool {
    var wasWorker = false
    for (channel, workers) in connections where workers.contains(connection) {
      wasWorker = true
      connections[channel] = workers.filter { $0 != connection }
      graceEnds[channel] = line + Self.lossGrace.milliseconds
    }
    let lost = handed.filter { $0.value.worker == connection }.sorted { $0.key < $1.key }
    for (page, item) in lost {
      note(nil, of: page)
      wait(item.item, until: line + Self.lossGrace.milliseconds)
    }
    load[connection] = nil
    return wasWorker
  }

  /// Notes who has the page now; returns who had it.
  @discardableResult
  private mutating func note(_ new: Handed?, of page: PageID) -> Handed? {
    let old = handed[page]
    if let old { load[old.worker, default: 0] -= 1 }
    if let new { load[new.worker, default: 0] += 1 }
    handed[page] = new
    return old
  }

  mutating func wait(_ item: Item, until: Int64) {
    waiting.append(Waiting(item: item, until: until))
  }

  mutating func takeWaiting() -> [Waiting] {
    defer { waiting = [] }
    return waiting
  }

  mutating func hand(_ item: Item, to worker: ConnectionID, token: String) {
    note(Handed(item: item, worker: worker, token: token), of: item.order.id)
  }

  mutating func divert(_ page: PageID, to channel: String) { diverted[page] = channel }

  mutating func leaveUnserved(_ item: Item) {
    if unserved.count == Self.unservedMax { unserved.removeFirst() }
    unserved.append(item)
  }

  mutating func takeUnserved(of channel: String) -> [Item] {
    let found = unserved.filter { $0.order.channel == channel }
    unserved.removeAll { $0.order.channel == channel }
    return found
  }

  /// The page is asked for no more. Returns who has it, if somebody has.
  mutating func withdraw(_ page: PageID) -> Handed? {
    waiting.removeAll { $0.item.order.id == page }
    unserved.removeAll { $0.order.id == page }
    return note(nil, of: page)
  }

  mutating func takeDiversion(of page: PageID) -> String? { diverted.removeValue(forKey: page) }

  /// The page has come to its end, on whatever way it is.
  mutating func forget(_ page: PageID) {
    _ = withdraw(page)
    diverted[page] = nil
  }

  /// The alert of these pages is closed. What of them still waits is dropped when its turn comes.
  mutating func forget(_ pages: [Page]) {
    guard !handed.isEmpty || !diverted.isEmpty else { return }
    for page in pages {
      note(nil, of: page.id)
      diverted[page.id] = nil
    }
  }
}
