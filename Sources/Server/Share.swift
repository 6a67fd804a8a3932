/// How much of the line's time the requests of one user may take, raises aside: used up as they are
/// served, and coming back as time passes. A user that has none left waits; nobody else does.
///
/// Without it a peer that floods the line keeps it busy for as long as it likes, and keeps a
/// processor busy with itself: a call would then wait for both.
package final class Share {
  /// A user's requests count apart where it is a gateway's: roles may follow the group.
  package struct Owner: Hashable, Sendable {
    package var uid: UInt32
    package var isGateway: Bool

    package init(uid: UInt32, isGateway: Bool) {
      self.uid = uid
      self.isGateway = isGateway
    }
  }

  package let owner: Owner
  /// Connections whose next request is a raise, those that have just asked for something else, and
  /// those that have more waiting after what was served; each once, in the order they came.
  private var raising = FrontQueue<Connection>()
  private var fresh = FrontQueue<Connection>()
  private var laden = FrontQueue<Connection>()
  private var isLadenNext = false
  /// Requests served in this turn, which share the cost of its commit.
  var servedInTurn: Int64 = 0
  /// Pieces of work beside the line that are under way.
  var workUnderWay = 0
  /// Nanoseconds left; below zero it owes.
  private(set) var left: Int64
  private var countedAt: Int64
  private var isUsedUp = false

  /// Of each second a user may use the quarter, a gateway the half: thousands of requests, far more
  /// than a unit's terminals or telephones ever make.
  private var part: Int64 { owner.isGateway ? 2 : 4 }

  /// What can be used at once, in nanoseconds: some hundred requests.
  package static let most: Int64 = 20_000_000
  /// The most it can owe: one request may take longer than all that is left, and whoever shares the
  /// user with it is not to wait for long.
  package static let owedMost: Int64 = 20_000_000
  /// Used up, it is served again only when so much has come back, so that the line rests meanwhile.
  package static let again: Int64 = 1_000_000

  package init(of owner: Owner, at now: Int64) {
    self.owner = owner
    left = Self.most
    countedAt = now
  }

  /// Whether raises wait, and whether other requests do.
  var hasRaises: Bool { !raising.isEmpty }
  var hasOthers: Bool { !fresh.isEmpty || !laden.isEmpty }

  /// How many connections wait.
  var count: Int { raising.count + fresh.count + laden.count }

  /// Puts a connection with a whole request where it belongs, unless it stands there.
  func add(_ connection: Connection, isLaden: Bool) {
    guard !connection.isQueued else { return }
    connection.isQueued = true
    if connection.isNextRaise {
      raising.append(connection)
    } else if isLaden {
      laden.append(connection)
    } else {
      fresh.append(connection)
    }
  }

  func nextRaise() -> Connection? {
    let next = raising.popFirst()
    next?.isQueued = false
    return next
  }

  /// The one to be served next of those that wait with something else: by turns one that asks for
  /// little and one that asks for much, so that whoever shares the user with a flood is not behind
  /// all of it.
  func nextOther() -> Connection? {
    isLadenNext.toggle()
    let next =
      isLadenNext
      ? fresh.popFirst() ?? laden.popFirst() : laden.popFirst() ?? fresh.popFirst()
    next?.isQueued = false
    return next
  }

  /// Takes off what was spent on it until `now`, a time of a clock that only runs forward.
  package func use(_ nanoseconds: Int64, at now: Int64) {
    comeBack(now)
    left = max(-Self.owedMost, left - nanoseconds)
    if left < 0 { isUsedUp = true }
  }

  /// Whether its requests are served now.
  package func isOpen(at now: Int64) -> Bool {
    comeBack(now)
    if left >= Self.again { isUsedUp = false }
    return !isUsedUp
  }

  /// From when on they are served again, with nothing used meanwhile.
  package var opensAt: Int64 { countedAt + max(0, Self.again - left) * part }

  private func comeBack(_ now: Int64) {
    let gained = (now - countedAt) / part
    guard gained > 0 else { return }
    left = min(Self.most, left + gained)
    countedAt += gained * part
  }
}
