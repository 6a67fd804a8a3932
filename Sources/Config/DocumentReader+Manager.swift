import AmparoCore
import AmparoHost

/// The configuration of `amparo-ami`.
extension DocumentReader {
  mutating func managerConfiguration(_ value: JSONValue) -> ManagerConfiguration? {
    let known = ["socket", "channel", "manager", "dial", "context", "drill", "caller_number"]
    guard isObject(value, like: "an object of settings", known: known) else { return nil }
    let socket = path(value, "socket", like: "the path of the daemon's socket")
    let channel = lineWord(value, "channel") ?? Contact.callChannel
    let dial = dialString(value)
    let context = lineWord(value, "context") ?? "amparo-page"
    let drill = lineWord(value, "drill") ?? "Local/drill@amparo-intake/n"
    let caller = callerNumber(value)
    guard let manager = present(value, "manager") else {
      missing("manager", like: "{ user: \"amparo\", secret_file: \"/etc/amparo/ami-secret\" }")
      return nil
    }
    return within("manager") { reader in
      let known = ["host", "port", "user", "secret_file"]
      guard reader.isObject(manager, like: "an object of settings", known: known) else {
        return nil
      }
      let user = reader.required(manager, "user", like: "the user's name in manager.conf")
      let secret = reader.path(manager, "secret_file", like: "the path of the secret's file")
      guard let address = reader.loopback(manager), let user, let secret, let socket, let dial
      else { return nil }
      return ManagerConfiguration(
        socket: socket, channel: channel, address: address, user: user, secretFile: secret,
        dial: dial, context: context, drill: drill, callerNumber: caller)
    }
  }

  private mutating func loopback(_ object: JSONValue) -> LoopbackAddress? {
    let host = text(object, "host", like: "an address of this machine as text") ?? "127.0.0.1"
    let port = integer(object, "port", in: 1...65_535) ?? 5038
    if let address = LoopbackAddress(host: host, port: UInt16(port)) { return address }
    within("host") { reader in
      reader.fault(
        "\(Self.quoted(host)) is not this machine's own address; the manager is spoken to in clear "
          + "text, so give 127.0.0.1 or ::1")
    }
    return nil
  }

  private mutating func dialString(_ object: JSONValue) -> String? {
    guard present(object, "dial") != nil else { return "Local/{number}@amparo-number/n" }
    guard let dial = lineWord(object, "dial") else { return nil }
    guard dial.contains("{number}") else {
      within("dial") { $0.fault("it must say {number} where the officer's number goes") }
      return nil
    }
    return dial
  }

  /// A word that goes to Asterisk in a line of its own, where a comma would part it.
  private mutating func lineWord(_ object: JSONValue, _ name: String) -> String? {
    guard let text = text(object, name, like: "text") else { return nil }
    return within(name) { reader in
      guard reader.isPrintable(text) else { return nil }
      guard !text.isEmpty, !text.contains(",") else {
        reader.fault("\(Self.quoted(text)) is empty or has a comma in it; leave it out")
        return nil
      }
      return text
    }
  }

  private mutating func callerNumber(_ object: JSONValue) -> String? {
    guard let text = text(object, "caller_number", like: "a number as text") else { return nil }
    let digits = text.hasPrefix("+") ? text.dropFirst() : text[...]
    guard (1...20).contains(digits.utf8.count),
      digits.utf8.allSatisfy({ (48...57).contains($0) })
    else {
      within("caller_number") {
        $0.fault("\(Self.quoted(text)) is no number; write digits, as in \"+34968111112\"")
      }
      return nil
    }
    return text
  }
}
