import AmparoCore
import AmparoStore

/// What the tables of the journal hold: the same as in SQLite, as maps.
struct SimTables {
  private struct Key: Hashable {
    var kind: DirectoryRow.Kind
    var id: String
  }

  /// By place; the first has place 1.
  private(set) var rows: [ChainedEntry] = []
  private(set) var alerts: [AlertID: AlertRow] = [:]
  private(set) var pages: [PageID: PageRow] = [:]
  private(set) var requests: [String: AlertID] = [:]
  private(set) var followUps: [FollowUpID: FollowUp] = [:]
  private(set) var marks = LastNumbers()
  private(set) var maxStream: Int64 = 0
  private var ofAlert: [AlertID: [Int]] = [:]
  /// Indices of the rows that publish, in order.
  private var published: [Int] = []
  private var directory: [Key: [Int64: DirectoryRow]] = [:]
  private var generation: Int64 = 0
  /// False where that fault is planted.
  var keepsPages = true

  /// One transaction; the same rows twice are once.
  mutating func write(_ write: SimWrite) {
    for entry in write.entries { put(entry) }
    for turn in write.turns {
      for row in turn.alerts { alerts[row.id] = row }
      if keepsPages { for row in turn.pages { pages[row.id] = row } }
      for row in turn.requests where requests[row.requestID] == nil {
        requests[row.requestID] = row.alert
      }
      for item in turn.followUps { followUps[item.id] = item }
    }
    writeDirectory(write.turns)
    marks = write.marks
  }

  private mutating func put(_ item: ChainedEntry) {
    let index = Int(item.seq) - 1
    if index < rows.count {
      rows[index] = item
      return
    }
    rows.append(item)
    if item.entry.book == .alerts {
      if let alert = item.entry.alert { ofAlert[alert, default: []].append(rows.count - 1) }
      if let stream = item.entry.stream {
        published.append(rows.count - 1)
        maxStream = max(maxStream, stream)
      }
    }
  }

  private mutating func writeDirectory(_ turns: [Turn]) {
    var current = generation
    for turn in turns {
      for row in turn.directory {
        let key = Key(kind: row.kind, id: row.id)
        directory[key] = row.body == nil ? nil : [current: row]
      }
      for row in turn.staged {
        directory[Key(kind: row.kind, id: row.id), default: [:]][current + 1] = row
      }
      if turn.adoptsStaged { current += 1 }
      for row in turn.replaced { clear(Key(kind: row.kind, id: row.id), before: current) }
    }
    generation = current
  }

  private mutating func clear(_ key: Key, before current: Int64) {
    directory[key] = directory[key]?.filter {
      $0.key > current || $0.key == current && $0.value.body != nil
    }
    if directory[key]?.isEmpty == true { directory[key] = nil }
  }

  /// What counts of the directory, in the order of kinds and ids, and whether other rows lie about.
  var directoryRows: (rows: [DirectoryRow], isUntidy: Bool) {
    var isUntidy = false
    var living: [DirectoryRow] = []
    for versions in directory.values {
      let valid = versions.filter { $0.key <= generation }
      let last = valid.max { $0.key < $1.key }?.value
      if valid.count != versions.count || valid.count > 1 || last?.body == nil { isUntidy = true }
      if let last, last.body != nil { living.append(last) }
    }
    living.sort { ($0.kind.rawValue, $0.id) < ($1.kind.rawValue, $1.id) }
    return (living, isUntidy)
  }

  mutating func tidyDirectory() {
    for (key, versions) in directory {
      let valid = versions.filter { $0.key <= generation }
      let last = valid.max { $0.key < $1.key }
      directory[key] = last.flatMap { $0.value.body == nil ? nil : [$0.key: $0.value] }
    }
  }

  func entries(of alert: AlertID) -> [StoredEntry] {
    (ofAlert[alert] ?? []).map { stored(rows[$0]) }
  }

  /// Rows that publish something after that number, as ``Reader`` finds them.
  func published(after stream: Int64, limit: Int) -> [StoredEntry] {
    let next = published.partitioningIndex { (rows[$0].entry.stream ?? 0) > stream }
    return published[max(0, next - 1)...].prefix(limit).map { stored(rows[$0]) } as [StoredEntry]
  }

  private func stored(_ item: ChainedEntry) -> StoredEntry {
    StoredEntry(seq: item.seq, entry: item.entry, hash: item.hash)
  }

  // MARK: Planted faults

  mutating func changeRow(at index: Int) { rows[index].entry.at += 1 }

  mutating func forgetRequests() { requests = [:] }
}

extension [Int] {
  /// Where the first element stands for which this holds; it holds for all after it.
  fileprivate func partitioningIndex(where holds: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
