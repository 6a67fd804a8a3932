import AmparoCore
import AmparoHost

/// smstools' event handler: makes of each event a line for the daemon, keeps it on disk, and tells
/// the daemon all that is kept, in order. What it is run for twice the daemon takes once.
package struct MessageHandler {
  package typealias Log = RequestSpool.Log

  private let link: DaemonLink
  private let directory: String
  private let spool: RequestSpool
  private let sent: SentIndex
  private let log: Log

  /// How long another run may hold the spool, in milliseconds; then the event is left for the run
  /// that holds it, or the next.
  private static let lockPatienceMilliseconds: Int64 = 3000

  /// How long a reply may take, in milliseconds: smstools waits for its event handler and sends
  /// nothing meanwhile.
  private static let replyMilliseconds: Int64 = 2000

  /// `directory` is the handler's own, made where it is missing; `log` takes ids only.
  package init(socket: String, directory: String, log: @escaping Log) {
    self.link = DaemonLink(socket: socket)
    self.directory = directory
    self.spool = RequestSpool(directory + "/events")
    self.sent = SentIndex(directory: directory + "/sent")
    self.log = log
  }

  /// Takes one event; false where it could neither be kept nor told.
  package func handle(_ event: MessageEvent, file path: String, messageID: String?) -> Bool {
    let request: JSONValue?
    do throws(FileError) {
      let file = MessageFile(try Files.read(path, max: MessageFile.bytesMax))
      request = self.request(of: event, file, path: path, messageID: messageID)
    } catch {
      let page = PageReference.page(of: MessageFile([]), named: Self.name(of: path))
      guard let page, event == .sent || event == .failed else {
        log(.error, "\(event.rawValue): the message file was not read: \(error)")
        return false
      }
      request = Self.result(page, event == .sent ? .sent : .failed, detail: nil)
    }
    guard let request else { return true }
    do throws(FileError) {
      try Files.makeDirectory(directory, mode: 0o700)
      try spool.put(request)
    } catch {
      log(.error, "the event is not kept on disk, and is told at once: \(error)")
      return tellAtOnce(request)
    }
    _ = deliver()
    return true
  }

  private func tellAtOnce(_ request: JSONValue) -> Bool {
    let outcome = RequestSpool.tell(request, by: link, milliseconds: Self.replyMilliseconds).outcome
    if outcome != .taken { log(.error, "the event is lost: \(outcome)") }
    return outcome == .taken
  }

  /// Tells the daemon all that is kept; false where something is left.
  package func deliver() -> Bool {
    guard spool.exists else { return true }
    do throws(FileError) {
      guard let lock = try spool.lock(patienceMilliseconds: Self.lockPatienceMilliseconds) else {
        log(.notice, "another run is telling the daemon; what is new is told with it or the next")
        return false
      }
      defer { lock.release() }
      let delivery = try spool.deliver(
        by: link, milliseconds: Self.replyMilliseconds, log: log)
      guard case .waiting(let why) = delivery else { return true }
      log(.warning, "events are kept for later: \(why)")
    } catch {
      log(.warning, "events are kept for later: \(error)")
    }
    return false
  }

  // MARK: Requests

  private func request(
    of event: MessageEvent, _ file: MessageFile, path: String, messageID: String?
  ) -> JSONValue? {
    let name = Self.name(of: path)
    switch event {
    case .sent:
      guard let page = PageReference.page(of: file, named: name) else { return nil }
      remember(page, file, messageID ?? file.header("Message_id"))
      return Self.result(page, .sent, detail: nil)
    case .failed:
      guard let page = PageReference.page(of: file, named: name) else { return nil }
      return Self.result(page, .failed, detail: Self.harmless(file.header("Fail_reason")))
    case .report: return reportResult(file)
    case .received, .call:
      return received(file, key: Self.key(of: file, path: path), isCall: event == .call)
    }
  }

  private func remember(_ page: PageID, _ file: MessageFile, _ messageID: String?) {
    guard let message = messageID.flatMap({ Int64($0) }), let number = file.digits("To") else {
      return
    }
    do throws(FileError) {
      try Files.makeDirectory(directory, mode: 0o700)
      try sent.add(
        .init(page: page, modem: file.header("Modem"), message: message, number: number),
        at: Clock.wallMilliseconds())
    } catch {
      log(.warning, "a delivery report of page \(page) will not be recognised: \(error)")
    }
  }

  private func reportResult(_ file: MessageFile) -> JSONValue? {
    let report = file.report
    guard let message = report.header("Message_id").flatMap({ Int64($0) }),
      let number = file.digits("From"),
      let status = report.header("Status"), let code = Int(status.prefix { $0.isNumber }),
      let page = sent.page(modem: file.header("Modem"), message: message, number: number)
    else {
      log(.info, "a delivery report belongs to no message of ours")
      return nil
    }
    switch code {
    case Self.deliveredStatus: return Self.result(page, .delivered, detail: nil)
    case Self.failedStatuses: return Self.result(page, .failed, detail: Self.harmless(status))
    default: return nil
    }
  }

  /// TP-Status of a delivery report (3GPP TS 23.040, section 9.2.3.15): received by the telephone.
  /// Further ones below 32 say that nobody can tell, and below 64 that the network goes on trying.
  private static let deliveredStatus = 0
  private static let failedStatuses = 64...127

  private func received(_ file: MessageFile, key: String, isCall: Bool) -> JSONValue {
    [
      "op": "sms.received", "message": .string(key),
      "from": .text(isCall ? file.caller : file.sender),
      "text": .string(isCall ? "" : file.text), "at": .time(Clock.wallMilliseconds()),
      "call": .bool(isCall),
    ]
  }

  private static func result(_ page: PageID, _ state: PageState, detail: String?) -> JSONValue {
    [
      "op": "page.result", "page": .int(page.rawValue), "result": .string(state.rawValue),
      "detail": .text(detail),
    ]
  }

  // MARK: Names

  private static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? ""
  }

  /// The same each time the handler runs for this file, and never that of another: smstools' random
  /// file name with the time at which the message came.
  private static func key(of file: MessageFile, path: String) -> String {
    let time =
      file.header("Received")?.filter(\.isNumber)
      ?? Files.modified(path).map(String.init) ?? ""
    let name = name(of: path).filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") }
    return "\(name.prefix(nameCharactersMax))-\(time.prefix(timeDigitsMax))"
  }

  private static let nameCharactersMax = 60
  private static let timeDigitsMax = 20

  /// A modem's or a network's words, as they may stand in the ledger: plain, short, and with no
  /// telephone number in them.
  private static func harmless(_ text: String?) -> String? {
    guard let text else { return nil }
    let plain = text.unicodeScalars.filter { (0x20..<0x7F).contains($0.value) }
    var out = ""
    for word in String(String.UnicodeScalarView(plain)).prefix(detailCharactersMax)
      .split(separator: " ")
    {
      let digits = word.filter(\.isNumber).count
      out += (out.isEmpty ? "" : " ") + (digits < numberDigitsMin ? String(word) : "…")
    }
    return out
  }

  private static let detailCharactersMax = 120
  /// From so many digits on a word may be a telephone number.
  private static let numberDigitsMin = 6
}
