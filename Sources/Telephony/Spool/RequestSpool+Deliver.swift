import AmparoCore
import AmparoHost
import Glibc

/// Handing spooled requests to the daemon.
extension RequestSpool {
  /// What a delivery came to.
  enum Delivery: Hashable, Sendable {
    /// Nothing is left.
    case empty
    /// What the daemon cannot take now is still there.
    case waiting(String)
  }

  /// What the daemon makes of a request.
  enum Outcome: Hashable, Sendable {
    /// It has it on stable storage.
    case taken
    /// It will never take it.
    case refused(String)
    /// It could not now, but may take others.
    case notNow(String)
    /// It takes nothing now.
    case away(String)
  }

  /// Hands over what is there, the oldest first. A request goes only once the daemon has answered
  /// it, so a program that dies in between sends it again; the daemon does it once all the same,
  /// by its own key. `milliseconds` is how long the daemon may take for each. Whoever calls this
  /// holds the ``lock(patienceMilliseconds:)``.
  func deliver(
    by link: DaemonLink, milliseconds: Int64, log: Log
  ) throws(FileError) -> Delivery {
    var left: [String: String] = [:]
    while true {
      let names = try names().filter { left[$0] == nil }
      for name in names {
        switch try deliver(name, by: link, milliseconds, log) {
        case .taken: try Files.remove(path(name))
        case .refused(let why):
          log(.warning, "spooled request \(name) is dropped, the daemon will not take it: \(why)")
          try Files.remove(path(name))
        case .notNow(let why):
          log(.warning, "spooled request \(name) is kept for later: \(why)")
          left[name] = why
        case .away(let why): return .waiting(why)
        }
      }
      if names.isEmpty { return left.values.first.map(Delivery.waiting) ?? .empty }
    }
  }

  private func deliver(
    _ name: String, by link: DaemonLink, _ milliseconds: Int64, _ log: Log
  ) throws(FileError) -> Outcome {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try Files.read(path(name), max: Self.fileBytesMax)
    } catch {
      return .notNow(error.description)
    }
    let request: JSONValue
    do throws(JSONError) {
      request = try JSONParser.parse(bytes)
    } catch {
      return try setAside(name, "it is no JSON", log)
    }
    let (outcome, alert) = Self.tell(request, by: link, milliseconds: milliseconds)
    if outcome == .taken {
      log(
        .info,
        "spooled \(request["op"]?.string ?? "") was delivered"
          + (alert.map { ": alert \($0)" } ?? ""))
    }
    return outcome
  }

  /// Tells the daemon; also which alert it names.
  static func tell(
    _ request: JSONValue, by link: DaemonLink, milliseconds: Int64
  ) -> (outcome: Outcome, alert: Int64?) {
    let reply: JSONValue
    do throws(LineClientError) {
      reply = try link.ask(request, milliseconds: milliseconds)
    } catch {
      return (.away(error.description), nil)
    }
    if reply["ok"]?.bool == true {
      let isStored = reply["durable"]?.bool != false
      return (
        isStored ? .taken : .notNow("the daemon could not store it yet"), reply["alert"]?.int
      )
    }
    let code = reply["error"]?["code"]?.string ?? "internal"
    let message = "\(code): \(reply["error"]?["message"]?.string ?? "no reason given")"
    switch code {
    case "not_found", "conflict", "bad_request", "bad_json", "too_large":
      // An emergency is never thrown away; a fact about an alert may have become pointless.
      return (request["op"]?.string == "alert.raise" ? .notNow(message) : .refused(message), nil)
    case "forbidden", "unknown_op", "busy", "unavailable": return (.away(message), nil)
    case _: return (.notNow(message), nil)
    }
  }

  /// What nobody can read stands in nobody's way, and is kept for a person to look at.
  private func setAside(
    _ name: String, _ why: String, _ log: Log
  ) throws(FileError) -> Outcome {
    log(.error, "spooled request \(name) is set aside as \(name).bad: \(why)")
    guard rename(path(name), path(name + ".bad")) == 0 else {
      throw FileError("\(path(name)) cannot be set aside: \(SystemError("rename"))")
    }
    return .taken
  }

  /// Whether anybody has made it yet.
  var exists: Bool { access(directory, F_OK) == 0 || errno != ENOENT }

  /// The right to deliver; nil where another program still has it when the time is up. The kernel
  /// gives it back however that one ends.
  func lock(patienceMilliseconds: Int64) throws(FileError) -> FileLock? {
    try FileLock(path(".deliver.lock"), patienceMilliseconds: patienceMilliseconds)
  }
}
