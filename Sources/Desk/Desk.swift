import AmparoCore
import AmparoWire

/// The straight line: a frame is decoded, authorised and decided; the turn is committed; then
/// replies, pages and events go out.
///
/// Synchronous, without a clock or a system: the caller says what time it is, once per turn, and
/// carries out the effects. Used on the line's own thread only.
///
///     desk.begin(at: now)
///     desk.handle(frame, …)        any number of times, and passDeadlines(), report(…), …
///     let effects = desk.end()     one commit for all of it
package final class Desk {
  package internal(set) var state: LineState
  package internal(set) var context: Context
  package var language: Language
  let journal: any Journal
  let entropy: () -> UInt64
  let version: String
  let startedAt: Moment

  var now: Moment
  /// How far the wall's time is ahead of the line's, in milliseconds.
  private(set) var wallAhead: Int64
  var turn = Turn()
  /// From where numbers are given out that no mark on the disk covers; see ``secure(_:)``.
  var leaptTo: LastNumbers?
  /// The number of the stream from which this life counts, and those it has leapt over.
  let firstStream: Int64
  var leaptOver: [ClosedRange<Int64>] = []
  /// The alerts that this turn changed, in that order.
  var touched: [AlertID] = []
  var isTouched: Set<AlertID> = []
  var effects: [Effect] = []
  /// Replies that wait for the commit.
  var replies: [PendingReply] = []
  var published: [Published] = []
  var backlog = Backlog()
  /// A request id could not be looked up since storage was last known to be well.
  var hasLookupFailed = false
  var subscriptions = Subscriptions()
  /// The subscriptions that are being told what they missed.
  var replaying: Set<Seat> = []
  /// Replays of them to be tried again.
  var failedReplays: [FailedReplay] = []
  var waiters = Waiters()
  var workers: WorkerBoard
  /// Alerts whose gateway rings the officers itself while the victim waits on the line.
  var gatewayRings = GatewayRings()
  /// Who waits for a drill by telephone to come in, the oldest first.
  var drillCalls: [DrillCall] = []
  var messages = MessageBoard()
  var health = HealthBoard()
  var counters = Counters()
  /// Closed alerts kept in memory, oldest use first.
  var closed: [AlertID] = []
  /// Requests that are worked on beside the line.
  var underWay: [Seat: UnderWay] = [:]
  /// Counts the changes of the directory, so that a document read beside the line is not laid over
  /// a newer one.
  var directoryVersion = 0 {
    didSet { hideExcluded() }
  }
  /// A change of the directory, or an erasure, that is too large for one turn.
  var bulk: Bulk?
  /// Storage has something to do first that a large change would only make longer.
  package var isBulkHeld = false
  var survey = SurveyBoard()
  var backups = BackupBoard()
  var reach = ReachBoard()
  /// The chain's head as the system journal has it.
  package var notedHead: String?
  /// Asks the server what only it knows, for metrics.
  package var measure: () -> Measures = { Measures() }
  /// What is known of the closed alerts of the cases on cards, until one of them closes.
  var pastAlerts: [CaseID: [PastAlert]] = [:]
  /// Queue pages that found no terminal; they fail in the next turn.
  var undelivered: [PageID] = []
  /// Queue pages that wait for a terminal to come back after the start.
  var awaitingTerminal: [PageID] = []

  /// Whether the request of that seat is worked on beside the line.
  package func isUnderWay(_ seat: Seat) -> Bool {
    underWay[seat] != nil || replaying.contains(seat)
  }

  package init(
    state: LineState, context: Context, journal: any Journal, language: Language,
    version: String, startedAt: Moment, entropy: @escaping () -> UInt64
  ) {
    self.state = state
    self.context = context
    self.journal = journal
    self.language = language
    self.version = version
    self.startedAt = startedAt
    firstStream = state.lastStream
    workers = WorkerBoard(startedAt: startedAt.line)
    self.now = startedAt
    wallAhead = startedAt.wall - startedAt.line
    self.entropy = entropy
  }

  /// Opens a turn at that instant; everything until ``end()`` is decided at it.
  package func begin(at now: Moment) {
    self.now = now
    let ahead = now.wall - now.line
    if abs(ahead - wallAhead) > Self.wallJitter { wallAhead = ahead }
  }

  /// Milliseconds by which the wall's time may part from the line's before deadlines are shown by
  /// it anew: each is cut to milliseconds for itself, and a clock that is being set right parts
  /// them slowly, while a deadline that nobody moves must not be shown to.
  private static let wallJitter: Int64 = 20

  /// Takes one line of a peer. The reply comes with ``end()`` or, for what is answered later, with
  /// the end of a later turn.
  ///
  /// Answers whether the line names the descriptor that came with it, done or refused.
  @discardableResult
  package func handle(
    _ frame: ArraySlice<UInt8>, from peer: Peer, seat: Seat, hasDescriptor: Bool
  ) -> Bool {
    counters.requests += 1
    var id = RequestID.none
    var body = JSONValue.null
    var wantsDescriptor = false
    do throws(RequestError) {
      body = try decode(frame, id: &id)
      wantsDescriptor = body["descriptor"]?.bool == true
      let request = try authorise(body, peer)
      if wantsDescriptor && !hasDescriptor {
        throw RequestError(
          .badRequest, "no descriptor came with the line (SCM_RIGHTS)", field: "descriptor")
      }
      try perform(
        Asked(
          request: request, peer: peer, seat: seat, id: id, hasDescriptor: wantsDescriptor))
    } catch {
      counters.refusals += 1
      if error.code == .forbidden { recordDenied(body, peer) }
      replies.append(PendingReply(seat: seat, id: id, content: .error(error)))
    }
    return wantsDescriptor
  }

  /// One request, and who asks where.
  struct Asked {
    var request: Request
    var peer: Peer
    var seat: Seat
    var id: RequestID
    var hasDescriptor: Bool
  }

  private func decode(
    _ frame: ArraySlice<UInt8>, id: inout RequestID
  ) throws(RequestError) -> JSONValue {
    let value: JSONValue
    do {
      let located: ArraySlice<UInt8>?
      (value, located) = try JSONParser.parse(frame, locating: "id")
      id = RequestID(located: located)
    } catch {
      throw RequestError(.badJSON, "the line is no JSON: \(error)")
    }
    guard case .object = value else {
      throw RequestError(.badJSON, "a request is a JSON object, such as {\"op\":\"version\"}")
    }
    return value
  }

  private func authorise(_ body: JSONValue, _ peer: Peer) throws(RequestError) -> Request {
    guard let name = body["op"] else {
      throw RequestError(.badRequest, "\"op\" is missing; it names the operation", field: "op")
    }
    guard let text = name.string else {
      throw RequestError(.badRequest, "\"op\" must be a text", field: "op")
    }
    guard let operation = Operation(rawValue: text) else {
      throw RequestError(.unknownOperation, Self.unknown(text), field: "op")
    }
    guard !peer.roles.isDisjoint(with: operation.roles) else {
      counters.forbidden += 1
      throw RequestError(
        .forbidden, "user \(peer.uid) has no role that may ask for \(operation.rawValue)")
    }
    return Request(operation: operation, body: body)
  }

  private static func unknown(_ operation: String) -> String {
    let near = NearestName.of(operation, among: Operation.allCases.map(\.rawValue))
    let question = near.map { "; did you mean \"\($0)\"?" } ?? ""
    return "there is no such operation\(question)"
  }

  private func perform(_ asked: Asked) throws(RequestError) {
    switch asked.request.operation {
    case .alertRaise: raise(asked)
    case .alertUpdate: try update(asked)
    case .alertWait: try wait(asked)
    case .alertAcknowledge: try acknowledge(asked)
    case .alertDecline: try decline(asked)
    case .alertProgress: try progress(asked)
    case .alertRelease: try release(asked)
    case .alertTransfer: try transfer(asked)
    case .alertResolve: try resolve(asked)
    case .alertCancel: try cancel(asked)
    case .alertNote: try note(asked)
    case .alertGet: try get(asked)
    case .alertList: try list(asked)
    case .alertHistory: try history(asked)
    case .queueSubscribe: try subscribe(asked)
    case .queueList: try listQueue(asked)
    case .pageReceived: try pageReceived(asked)
    case .pageResult: try pageResult(asked)
    case .channelSubscribe: try subscribeChannel(asked)
    case .smsReceived: try smsReceived(asked)
    case .directoryApply: try readDirectory(asked, apply: true)
    case .directoryCheck: try readDirectory(asked, apply: false)
    case .directoryExport: try exportDirectory(asked)
    case .directoryHistory: try listChanges(asked)
    case .caseShow: try showCase(asked)
    case .caseList: try listCases(asked)
    case .casePut: try putCase(asked)
    case .caseEdit: try editCase(asked)
    case .caseImport: try importCases(asked)
    case .officerList: listOfficers(asked)
    case .officerPut: try putOfficer(asked)
    case .absenceAdd: try addAbsence(asked)
    case .absenceList: try listAbsences(asked)
    case .absenceRemove: try removeAbsence(asked)
    case .rotaWho: try whoIsOnCall(asked)
    case .rotaShow: try showRota(asked)
    case .rotaCheck: try checkRota(asked)
    case .rotaOverride: try overrideRota(asked)
    case .rotaSwap: try swapShifts(asked)
    case .followUpList: try listFollowUps(asked)
    case .followUpDone: try followUpDone(asked)
    case .followUpPlan: try planFollowUp(asked)
    case .accessList: try listLooks(asked)
    case .retentionDue: try listErasable(asked)
    case .retentionErase: try erase(asked)
    case .retentionHold: try hold(asked)
    case .retentionRelease: try liftHold(asked)
    case .drillStart: try startDrill(asked)
    case .health: answerHealth(asked)
    case .metrics: try answerMetrics(asked)
    case .auditVerify: try verify(asked)
    case .backupCreate: try backUp(asked)
    case .report: try report(asked)
    case .configReload:
      remember(asked)
      effects.append(.reload(asked.seat))
    case .version: answerVersion(asked)
    }
  }
}
