/// Reading an event back from the ledger. Nil means that the row is not one this version
/// understands; the store sets it aside with an alarm.
extension AlertEvent {
  package init?(kind: String, body: JSONValue, personal: JSONValue?) {
    let read = EventReader(body: body, personal: personal ?? .object([]))
    guard let event = read.event(kind) else { return nil }
    self = event
  }

  /// Reads an event from the texts of its row where they lie. A personal part that cannot be read
  /// is taken for one that was erased.
  package init?(
    kind: String, body: UnsafeBufferPointer<UInt8>, personal: UnsafeBufferPointer<UInt8>?
  ) {
    guard let body = Self.parse(body) else { return nil }
    self.init(kind: kind, body: body, personal: personal.flatMap(Self.parse))
  }

  private static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> JSONValue? {
    do {
      return try JSONParser.parse(bytes)
    } catch {
      return nil
    }
  }
}

/// The members of one ledger row. A personal part that was erased reads as empty words.
private struct EventReader {
  let body: JSONValue
  let personal: JSONValue

  func event(_ kind: String) -> AlertEvent? {
    switch kind {
    case "raised": raised.map(AlertEvent.raised)
    case "call_repeated": callRepeated.map(AlertEvent.callRepeated)
    case "call_updated":
      raw("event").map {
        .callUpdated(CallUpdated(change: $0, note: words("note"), location: location))
      }
    case "step_started": stepStarted.map(AlertEvent.stepStarted)
    case "step_empty":
      both(int("step"), int("round")).map {
        .stepEmpty(step: $0, round: $1, passedOver: passedOver)
      }
    case "round_paused": within.map { .roundPaused(within: $0) }
    case "notified": pages.map { .notified(pages: $0) }
    case "page_ended":
      both(body["page"]?.int, raw("result") as PageState?).map {
        .pageEnded(page: PageID($0), state: $1, detail: words("detail"))
      }
    case "noted": .noted(text: words("text") ?? "")
    case "cancelled": .cancelled(reason: words("reason") ?? "")
    case "resolved":
      (raw("outcome") as Outcome?).map {
        .resolved(
          officer: officer,
          Closing(
            $0, complaint: raw("complaint"),
            referrals: strings("referrals").compactMap(Referral.init), note: words("note")))
      }
    // A kind is stored text, not an enum of ours: what is left names an officer, or is unknown.
    default: officer.flatMap { officerEvent(kind, $0) } ?? transferred(kind)
    }
  }

  /// The events that an officer is named in.
  private func officerEvent(_ kind: String, _ officer: OfficerID) -> AlertEvent? {
    switch kind {
    case "acknowledged":
      both(raw("via") as Via?, within).map {
        .acknowledged(officer: officer, via: $0, within: $1)
      }
    case "supported": (raw("via") as Via?).map { .supported(officer: officer, via: $0) }
    case "declined":
      (raw("via") as Via?).map {
        .declined(officer: officer, via: $0, reason: words("reason") ?? "")
      }
    case "progressed":
      both(raw("status") as ProgressStatus?, within).map {
        .progressed(officer: officer, status: $0, within: $1, endsPaging: flag("ends_paging"))
      }
    case "check_in_asked":
      both(within, pages).map { .checkInAsked(officer: officer, within: $0, pages: $1) }
    case "checked_in": within.map { .checkedIn(officer: officer, within: $0) }
    case "responder_silent":
      (raw("wait") as Deadline.Wait?).map { .responderSilent(officer: officer, wait: $0) }
    case "released": .released(officer: officer, reason: words("reason") ?? "")
    case "late_fact":
      text("fact").map { .lateFact(officer: officer, fact: $0, detail: words("detail")) }
    // Stored text that this version does not know; the row is set aside.
    default: nil
    }
  }

  private func transferred(_ kind: String) -> AlertEvent? {
    guard kind == "transferred", let to = text("to") else { return nil }
    return .transferred(from: text("from").map(OfficerID.init), to: OfficerID(to))
  }

  private var raised: Raised? {
    guard let requestID = text("request_id"), let code = text("code"),
      let source: AlertSource = raw("source"), let role: CallerRole = raw("caller_role"),
      let policy = text("policy")
    else { return nil }
    return Raised(
      requestID: requestID, code: code, source: source, callerRole: role,
      presentation: raw("presentation"), isSilent: flag("silent"), isDrill: flag("drill"),
      cases: strings("cases").map(CaseID.init), risk: raw("risk") ?? .unknown,
      isAggressorLine: flag("aggressor_line"), isStaleNumber: flag("stale_number"),
      policy: policy, warnings: strings("warnings"), call: call)
  }

  private var callRepeated: CallRepeated? {
    guard let requestID = text("request_id"), let source: AlertSource = raw("source"),
      let role: CallerRole = raw("caller_role"), let pages
    else { return nil }
    return CallRepeated(
      requestID: requestID, source: source, callerRole: role, isSilent: flag("silent"),
      isAggressorLine: flag("aggressor_line"), warnings: strings("warnings"), pages: pages,
      call: call)
  }

  private var stepStarted: StepStarted? {
    guard let step = int("step"), let round = int("round"),
      let cause: StepStarted.Cause = raw("cause"), let within, let pages
    else { return nil }
    return StepStarted(
      step: step, round: round, cause: cause, within: within, pages: pages,
      passedOver: passedOver)
  }

  private var call: CallFacts {
    CallFacts(
      number: words("number").map { PhoneNumber(canonical: $0) },
      callerAsWritten: words("caller"), called: words("called"), note: words("note"),
      location: location, callStarted: words("call_started"), unreadable: words("unreadable"))
  }

  private var location: Location? { personal["location"].flatMap(Location.init(json:)) }

  /// Nil where one cannot be read: a step of which a page is missing would be another step.
  private var pages: [PageOrder]? {
    let addresses = personal["addresses"]?.array ?? []
    var orders: [PageOrder] = []
    for (index, page) in (body["pages"]?.array ?? []).enumerated() {
      guard let id = page["page"]?.int, LastNumbers.bounds.contains(id),
        let officer = page["officer"]?.string, let channel = page["channel"]?.string
      else { return nil }
      orders.append(
        PageOrder(
          id: PageID(id), officer: OfficerID(officer), channel: channel,
          address: index < addresses.count ? addresses[index].string : nil, why: Why(json: page)))
    }
    return orders
  }

  private var passedOver: [PassedOver] {
    (body["passed_over"]?.array ?? []).compactMap { item in
      guard let target = item["target"]?.string,
        let cause = item["cause"]?.string.flatMap(PassedOver.Cause.init)
      else { return nil }
      return PassedOver(
        officer: item["officer"]?.string.map(OfficerID.init), target: target, cause: cause)
    }
  }

  private var officer: OfficerID? { text("officer").map(OfficerID.init) }
  private var within: TimeSpan? { text("within").flatMap { TimeSpan($0) } }
  private func text(_ name: String) -> String? { body[name]?.string }
  private func words(_ name: String) -> String? { personal[name]?.string }
  /// A count, such as a step's or a round's.
  private func int(_ name: String) -> Int? {
    body[name]?.int.flatMap { LastNumbers.bounds.contains($0) ? Int($0) : nil }
  }

  private func flag(_ name: String) -> Bool { body[name]?.bool ?? false }

  private func strings(_ name: String) -> [String] {
    (body[name]?.array ?? []).compactMap(\.string)
  }

  private func raw<Word: RawRepresentable<String>>(_ name: String) -> Word? {
    text(name).flatMap { Word(rawValue: $0) }
  }

  private func both<A, B>(_ a: A?, _ b: B?) -> (A, B)? {
    guard let a, let b else { return nil }
    return (a, b)
  }
}

extension Location {
  /// Reads `{lat, lon, accuracy_m}`; nil unless both degrees are there and on the globe.
  package init?(json: JSONValue) {
    guard let latitude = json["lat"]?.number, let longitude = json["lon"]?.number,
      (-90...90).contains(latitude), (-180...180).contains(longitude)
    else { return nil }
    self.init(
      latitude: latitude, longitude: longitude, accuracyMetres: json["accuracy_m"]?.number)
  }
}

extension Why {
  fileprivate init(json: JSONValue) {
    let ground: Ground
    switch json["ground"]?.string {
    case "layer": ground = .layer(json["layer"]?.string ?? "")
    case "override": ground = .override
    case "last_resort": ground = .lastResort
    case "transfer": ground = .transfer
    case "responder": ground = .responder
    // Stored text: a plain target writes no ground.
    default: ground = .target
    }
    self.init(
      target: json["target"]?.string ?? "", ground: ground,
      inSpiteOf: json["in_spite_of"]?.string.flatMap(PassedOver.Cause.init))
  }
}
