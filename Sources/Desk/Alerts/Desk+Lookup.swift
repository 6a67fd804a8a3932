import AmparoCore
import AmparoWire

/// Finding the alert a request is about, in memory or in the ledger.
extension Desk {
  /// How many closed alerts stay in memory: late answers come within hours of a closing.
  static let closedMax = 256

  static func noAlert(_ id: AlertID) -> RequestError {
    RequestError(.notFound, "there is no alert \(id)", field: "alert")
  }

  /// The alert of that reply code, or of the closed ones in memory the last that had it, so that an
  /// answer that comes late is kept with what it answers.
  func alert(code: String) -> AlertID? {
    state.alert(code: code) ?? closed.last { state.alert($0)?.raised.code == code }
  }

  /// The alert named by `alert`, or by its `code`.
  func alertNamed(_ request: Request) throws(RequestError) -> AlertID {
    if let number = try request.optionalInt("alert") {
      let id = AlertID(number)
      try load(id)
      return id
    }
    guard let code = try request.optionalText("code") else {
      throw RequestError(
        .badRequest, "\"alert\" is missing; it is the alert's number", field: "alert")
    }
    guard let id = alert(code: code.uppercased()) else {
      throw RequestError(.notFound, "no open alert has that code", field: "code")
    }
    return id
  }

  /// Brings a closed alert back into memory by the same `apply` that made it.
  func load(_ id: AlertID) throws(RequestError) {
    guard state.alert(id) == nil else { return }
    guard id.rawValue > 0, id.rawValue <= state.lastAlert else { throw Self.noAlert(id) }
    let entries: [StoredEntry]
    do {
      entries = try journal.entries(of: id)
    } catch {
      throw RequestError(.internalError, "the alert cannot be read: \(error.message)")
    }
    guard let alert = Alert.replayed(from: entries.compactMap { Recorded($0.entry) }) else {
      throw Self.noAlert(id)
    }
    state.insertClosed(alert)
    closed.append(id)
  }

  /// Before a raise: an alert of that request id that is no longer in memory is brought back, so
  /// that a retry finds it. A journal that cannot be asked must not hold up an emergency.
  func loadSeen(_ requestID: String) {
    guard state.alert(request: requestID) == nil else { return }
    do {
      guard let id = try journal.alert(requestID: requestID) else { return }
      try load(id)
      state.remember(requestID, id)
    } catch let error as JournalFailure {
      hasLookupFailed = true
      raiseStorageAlarm(error)
    } catch {
      log(.warning, .ledger, "an earlier alert of a request could not be read")
    }
  }

  /// Whether storage can be asked again, after a request id could not be looked up.
  func lookUpAgain() {
    do {
      _ = try journal.alert(requestID: "")
      hasLookupFailed = false
      set("storage", .ok, "all is stored")
    } catch {
      set("storage", .critical, error.message)
    }
  }

  func evictClosed() {
    for id in touched {
      if let alert = state.alert(id), !alert.state.isOpen, !closed.contains(id) {
        closed.append(id)
      }
    }
    guard backlog.isEmpty else { return }
    while closed.count > Self.closedMax { state.evict(closed.removeFirst()) }
  }
}
