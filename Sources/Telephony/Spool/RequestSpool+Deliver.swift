import AmparoCore
import AmparoHost
import Glibc

/// Handing spooled requests to the daemon.
extension RequestSpool {
  /// What a delivery came to.
  enum Delivery: Hashable, Sendable {
    /// Nothing is left.
    case empty
    /// The daemon cannot take the oldest now; it and what came after it are still there.
    case waiting(String)
  }

  /// How long the daemon may take for one request, in milliseconds; nobody waits on the telephone.
  private static let replyMilliseconds: Int64 = 10_000

  /// Hands over what is there, the oldest first. A request goes only once the daemon has answered
  /// it, so a program that dies in between sends it again; an alert is raised once all the same, by
  /// its `request_id`. Whoever calls this holds the ``lock()``.
  func deliver(by link: DaemonLink) throws(FileError) -> Delivery {
    while let name = try names().first {
      let request: JSONValue
      let bytes = try Files.read(path(name), max: Self.fileBytesMax)
      do throws(JSONError) {
        request = try JSONParser.parse(bytes)
      } catch {
        try setAside(name, "it is no JSON")
        continue
      }
      switch deliver(request, by: link) {
      case .taken: try Files.remove(path(name))
      case .useless(let why):
        SystemLog.line(.warning, "spooled request \(name) is dropped, the daemon says: \(why)")
        try Files.remove(path(name))
      case .later(let why): return .waiting(why)
      }
    }
    return .empty
  }

  private enum Outcome {
    case taken
    case later(String)
    case useless(String)
  }

  private func deliver(_ request: JSONValue, by link: DaemonLink) -> Outcome {
    let reply: JSONValue
    do throws(LineClientError) {
      reply = try link.ask(request, milliseconds: Self.replyMilliseconds)
    } catch {
      return .later(error.description)
    }
    if reply["ok"]?.bool == true {
      SystemLog.line(
        .notice,
        "spooled \(request["op"]?.string ?? "") was delivered: alert "
          + (reply["alert"]?.int.map(String.init) ?? "unknown"))
      return .taken
    }
    let code = reply["error"]?["code"]?.string ?? "internal"
    // An emergency is never thrown away; a fact about an alert may have become pointless.
    let isFinal = ["bad_request", "not_found", "conflict", "forbidden"].contains(code)
    return isFinal && request["op"]?.string != "alert.raise" ? .useless(code) : .later(code)
  }

  /// What nobody can read stands in nobody's way, and is kept for a person to look at.
  private func setAside(_ name: String, _ why: String) throws(FileError) {
    SystemLog.line(.error, "spooled request \(name) is set aside as \(name).bad: \(why)")
    guard rename(path(name), path(name + ".bad")) == 0 else {
      throw FileError("\(path(name)) cannot be set aside: \(SystemError("rename"))")
    }
  }

  /// Whether anybody has made it yet.
  var exists: Bool { access(directory, F_OK) == 0 || errno != ENOENT }

  /// The right to deliver; nil while another program has it. The kernel gives it back however that
  /// one ends.
  func lock() throws(FileError) -> Descriptor? {
    let file = Descriptor(
      open(path(".deliver.lock"), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600))
    guard file.raw >= 0 else {
      throw FileError("\(directory) cannot be locked: \(SystemError("open"))")
    }
    guard flock(file.raw, LOCK_EX | LOCK_NB) == 0 else { return nil }
    return file
  }
}
