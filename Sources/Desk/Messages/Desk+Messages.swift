import AmparoCore
import AmparoWire

/// Text messages that came in. Who it is from decides what it can be: an officer's may answer a
/// page, one from a number of a case raises its alert, any other is answered to nobody.
extension Desk {
  /// What a gateway says of a message; whatever cannot be read counts as missing.
  private struct Message {
    /// The request id it raises under, or answers under: the same each time it is told of.
    var requestID: String
    var from: String?
    var number: PhoneNumber?
    var text: String
    var at: String?
    /// Somebody rang the modem instead.
    var isCall: Bool
  }

  func smsReceived(_ asked: Asked) throws(RequestError) {
    let message = read(asked)
    counters.messages += 1
    loadSeen(message.requestID)
    if let alert = state.alert(request: message.requestID) {
      return reply("seen", alert, isDuplicate: true, asked)
    }
    guard messages.isNew(message.requestID) else {
      return reply("seen", nil, isDuplicate: true, asked)
    }
    let officers = message.number.map(officers(of:)) ?? []
    if !message.isCall, let alert = answered(by: officers, message, asked) {
      return reply("answered", alert, asked)
    }
    if isOfCase(message.number) { return raise(message, asked) }
    ignore(why(officers, message), officers.first, message.requestID)
    reply("ignored", nil, asked)
  }

  /// Characters of a message's key.
  private static let keyCharactersMax = 100

  private func read(_ asked: Asked) -> Message {
    let body = asked.request.body
    let key = body["message"]?.string ?? "\(now.wall)-\(entropy() % 1_000_000)"
    let from = body["from"]?.string
    return Message(
      requestID: "sms-" + key.prefix(Self.keyCharactersMax), from: from,
      number: from.flatMap {
        CallerNumber($0, countryCode: context.settings.countryCode).number
      },
      text: body["text"]?.string ?? "", at: body["at"]?.string,
      isCall: body["call"]?.bool ?? false)
  }

  private func reply(
    _ outcome: String, _ alert: AlertID?, isDuplicate: Bool = false, _ asked: Asked
  ) {
    replies.append(
      PendingReply(
        seat: asked.seat, id: asked.id,
        content: .message(outcome, alert, isDuplicate: isDuplicate)))
  }

  /// The officers and contacts who have that number for calls or messages.
  private func officers(of number: PhoneNumber) -> [OfficerID] {
    let normal = [Contact.callChannel, Contact.smsChannel]
    func has(_ contact: Contact) -> Bool {
      if normal.contains(contact.channel) { return contact.address == number.e164 }
      // What a channel of another name is given is kept as it was written.
      return contact.channel != Contact.queueChannel
        && contact.address.flatMap {
          PhoneNumber($0, countryCode: context.settings.countryCode)
        } == number
    }
    return (context.directory.officers + context.settings.contacts.values)
      .filter { $0.contacts.contains(where: has) }.map(\.id).sorted()
  }

  private func isOfCase(_ number: PhoneNumber?) -> Bool {
    let today = LocalDay.text(context.directory.rota.zone.local(of: now.wall))
    return number.map { !context.directory.matches($0, today: today).isEmpty } ?? false
  }

  /// Carries out the answer, if it is one to a page of one of these officers; returns its alert.
  private func answered(
    by officers: [OfficerID], _ message: Message, _ asked: Asked
  ) -> AlertID? {
    let listenedTo = officers.filter { !messages.isMuted($0, now: now) }
    guard !listenedTo.isEmpty else { return nil }
    for reading in AnswerText(message.text).readings {
      guard let alert = alert(code: reading.code).flatMap(state.alert),
        let officer = listenedTo.first(where: alert.hasAsked)
      else { continue }
      let input: Input =
        switch reading.word {
        case .yes: .acknowledge(alert.id, officer, .sms)
        case .no: .decline(alert.id, officer, .sms, reason: "sms")
        }
      decide(input, actor: asked.peer.actor(for: officer))
      turn.requests.append(RequestRow(requestID: message.requestID, alert: alert.id))
      messages.noteRightCode(of: officer)
      counters.messageAnswers += 1
      return alert.id
    }
    return nil
  }

  private func why(_ officers: [OfficerID], _ message: Message) -> MessageBoard.Ignored {
    guard let first = officers.first else { return .unknownNumber }
    if messages.isMuted(first, now: now) { return .muted }
    return message.isCall || AnswerText(message.text).readings.isEmpty ? .noAnswer : .wrongCode
  }

  /// The alert that a gateway of another kind names by the code of an officer's text. Guesses are
  /// limited and told as those are that come by ``smsReceived(_:)``.
  func alertTexted(_ asked: Asked, by officer: OfficerID) throws(RequestError) -> AlertID {
    let id = "\(officer)-\(now.wall)"
    if messages.isMuted(officer, now: now) {
      ignore(.muted, officer, id)
      throw RequestError(
        .busy,
        "officer \(officer) sent \(MessageBoard.wrongCodesMax) wrong codes; for "
          + "\(MessageBoard.mutedFor) an answer has to name the alert", field: "code")
    }
    do throws(RequestError) {
      let alert = try alertNamed(asked.request)
      messages.noteRightCode(of: officer)
      return alert
    } catch {
      if error.code == .notFound { ignore(.wrongCode, officer, id) }
      throw error
    }
  }

  private func raise(_ message: Message, _ asked: Asked) {
    var request = RaiseRequest(requestID: message.requestID, entropy: entropy())
    // Never "phone": no gateway holds this call and rings the officers itself.
    request.source = .sms
    request.call = CallFacts(
      number: message.number, callerAsWritten: message.from,
      note: message.isCall ? Texts(language).modemRung : message.text, callStarted: message.at)
    counters.messageAlerts += 1
    raise(request, asked)
  }

  // MARK: Answered to nobody

  private func ignore(
    _ why: MessageBoard.Ignored, _ officer: OfficerID?, _ message: String
  ) {
    if why == .wrongCode, let officer { noteWrongCode(of: officer) }
    let isTold = messages.note(why, now: now)
    tellHealthOfMessages()
    guard isTold else { return }
    let who = officer.map { " of \($0)" } ?? ""
    log(
      .notice, .messageIgnored,
      "message \(message)\(who) was answered to nobody: \(why.rawValue)")
    turn.entries.append(
      LedgerEntry(
        at: now.wall, kind: "message_ignored", actor: officer?.rawValue ?? Self.daemonActor,
        body: JSONWriter.encode([
          "message": .string(message), "why": .string(why.rawValue),
        ])))
  }

  private func noteWrongCode(of officer: OfficerID) {
    guard messages.noteWrongCode(of: officer, now: now) else { return }
    log(
      .warning, .guessing,
      "officer \(officer)'s number sent \(MessageBoard.wrongCodesMax) wrong codes; its text "
        + "messages are not listened to for \(MessageBoard.mutedFor)",
      fields: ["AMPARO_OFFICER": officer.rawValue])
  }

  private func tellHealthOfMessages() {
    let counts = messages.sinceCalm.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { "\($0.key.rawValue) \($0.value)" }
    set(
      "messages", .warning,
      "text messages were answered to nobody (\(counts.joined(separator: ", "))); "
        + "read them in the modem's incoming folder")
  }

  /// `health` says no more of ignored texts once there have been none for a while.
  func calmMessages() {
    guard let at = messages.calmAt, at <= now.line else { return }
    messages.calm()
    set("messages", .ok, "no text message was ignored lately")
  }
}

extension Alert {
  /// Whether this officer has been asked to act on it, or held or supported it.
  fileprivate func hasAsked(_ officer: OfficerID) -> Bool {
    involves(officer) || pages.contains { $0.officer == officer && $0.kind != .notice }
  }
}
