import AmparoCore

/// Reads an urgent-contact request. An emergency is never refused for a bad field: what is missing
/// or cannot be read becomes a warning, and its raw text is kept.
struct RaiseDecoder {
  let body: JSONValue
  let countryCode: String
  private(set) var warnings: [String] = []
  /// Whether the gateway rings the officers itself; nil where it does not say.
  private(set) var rings: Bool?
  private var unreadable: [JSONMember] = []

  init(body: JSONValue, countryCode: String) {
    self.body = body
    self.countryCode = countryCode
  }

  mutating func decode(entropy: UInt64, madeUpID: () -> String) -> RaiseRequest {
    var request = RaiseRequest(requestID: requestID(madeUpID), entropy: entropy)
    request.source = word("source", AlertSource.self) ?? .phone
    if body["source"] == nil { warn("source", "is missing; taken as phone") }
    request.callerRole = word("caller_role", CallerRole.self) ?? .unknown
    request.presentation = word("presentation", Presentation.self)
    request.caseID = text("case").map { CaseID($0) }
    request.isSilent = flag("silent") ?? false
    request.isDrill = flag("drill") ?? false
    rings = flag("rings")
    request.call = call()
    if !unreadable.isEmpty {
      request.call.unreadable = JSONWriter.text(.object(unreadable))
    }
    request.warnings = warnings
    return request
  }

  private mutating func requestID(_ madeUpID: () -> String) -> String {
    if let id = text("request_id"), !id.isEmpty { return id }
    if case .int(let number)? = body["request_id"] { return String(number) }
    warn("request_id", "is missing; one was made, so a retry of this call cannot be recognised")
    return madeUpID()
  }

  private mutating func call() -> CallFacts {
    var call = CallFacts()
    call.called = text("called")
    call.note = text("note")
    call.callStarted = text("call_started")
    if let started = call.callStarted, Timestamp.parse(started) == nil {
      warn("call_started", "is no RFC 3339 time; kept as it came")
    }
    if let value = body["location"], !value.isNull {
      call.location = Location(json: value)
      if call.location == nil { reject("location", value, "must be {lat, lon} in degrees") }
    }
    readCaller(into: &call)
    return call
  }

  private mutating func readCaller(into call: inout CallFacts) {
    guard let value = body["caller"], !value.isNull else {
      return warn("caller", "is missing; taken as no number")
    }
    guard let written = value.string ?? value.int.map(String.init) else {
      return reject("caller", value, "must be a text; taken as no number")
    }
    call.callerAsWritten = written
    switch CallerNumber(written, countryCode: countryCode) {
    case .withheld: break
    case .number(let number): call.number = number
    case .unreadable: warn("caller", "is no telephone number; kept as it came")
    }
  }

  private mutating func text(_ name: String) -> String? {
    guard let value = body[name], !value.isNull else { return nil }
    guard let text = value.string else {
      reject(name, value, "must be a text")
      return nil
    }
    return text
  }

  private mutating func flag(_ name: String) -> Bool? {
    guard let value = body[name], !value.isNull else { return nil }
    guard let flag = value.bool else {
      reject(name, value, "must be true or false")
      return nil
    }
    return flag
  }

  private mutating func word<Word: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ type: Word.Type
  ) -> Word? {
    guard let value = body[name], !value.isNull else { return nil }
    if let word = value.string.flatMap(Word.init(rawValue:)) { return word }
    let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
    reject(name, value, "is none of: \(words)")
    return nil
  }

  private mutating func reject(_ name: String, _ value: JSONValue, _ message: String) {
    unreadable.append(JSONMember(name, value))
    warn(name, message)
  }

  private mutating func warn(_ name: String, _ message: String) {
    warnings.append("\(name): \(message)")
  }
}
