import AmparoCore

/// The channels out of the building.
extension DocumentReader {
  private enum Kind: String, CaseIterable {
    case asteriskSpool = "asterisk_spool"
    case smstoolsSpool = "smstools_spool"
    case exec
    case worker
  }

  mutating func channels(_ value: JSONValue) -> [String: ChannelSettings] {
    guard let object = present(value, "channels") else { return [:] }
    return within("channels") { reader in
      let channels = reader.named(object, like: "channels by name") { reader, member in
        if member.name == Contact.queueChannel {
          reader.fault("the queue is always there and is not configured")
        }
        return reader.channel(member.value)
      }
      for (name, channel) in channels.sorted(by: { $0.key < $1.key }) {
        guard let fallback = channel.worker?.fallback else { continue }
        reader.within(name) { $0.checkFallback(fallback, channels) }
      }
      return channels
    }
  }

  /// A fallback serves while nobody else does, so it must not itself wait for somebody.
  private mutating func checkFallback(_ name: String, _ channels: [String: ChannelSettings]) {
    within("fallback") { reader in
      guard let channel = channels[name] else {
        return reader.fault(
          "no channel \(Self.quoted(name))"
            + NearestName.hint(name, among: channels.keys.sorted()))
      }
      if channel.worker != nil {
        reader.fault("\(Self.quoted(name)) is of kind worker, too; name a channel of another kind")
      }
    }
  }

  private mutating func channel(_ value: JSONValue) -> ChannelSettings? {
    guard value.members != nil else {
      mistyped(value, like: "a channel such as { kind: \"exec\", command: [...] }")
      return nil
    }
    if present(value, "kind") == nil {
      missing("kind", like: Kind.allCases.map(\.rawValue).joined(separator: ", "))
    }
    switch choice(value, "kind", of: Kind.self) {
    case nil: return nil
    case .asteriskSpool: return asteriskSpool(value)
    case .smstoolsSpool: return smstoolsSpool(value)
    case .exec: return exec(value)
    case .worker: return worker(value)
    }
  }

  private mutating func asteriskSpool(_ value: JSONValue) -> ChannelSettings? {
    let known = ["kind", "outgoing", "context", "dial", "drill"]
    guard isObject(value, like: "a channel", known: known) else { return nil }
    let dial = required(value, "dial", like: "a dial string such as \"PJSIP/{number}@trunk\"")
    if let dial, !dial.contains("{number}") {
      within("dial") { $0.fault("it must say {number} where the officer's number goes") }
    }
    guard let outgoing = directory(value),
      let context = required(value, "context", like: "a dialplan context as text"), let dial
    else { return nil }
    return .asteriskSpool(
      outgoing: outgoing, context: context, dial: dial,
      drill: text(value, "drill", like: "what to dial to reach the line itself"))
  }

  private mutating func smstoolsSpool(_ value: JSONValue) -> ChannelSettings? {
    guard isObject(value, like: "a channel", known: ["kind", "outgoing"]) else { return nil }
    return directory(value).map { .smstoolsSpool(outgoing: $0) }
  }

  private mutating func exec(_ value: JSONValue) -> ChannelSettings? {
    let known = ["kind", "command", "timeout", "tries"]
    guard isObject(value, like: "a channel", known: known) else { return nil }
    let example = "the program's absolute path and its arguments, each as text"
    let command = list(value, "command", like: example) { reader, element -> String? in
      guard let text = element.string else {
        reader.mistyped(element, like: "text")
        return nil
      }
      return reader.isPrintable(text) ? text : nil
    }
    guard let program = command.first, program.hasPrefix("/") else {
      within("command") { $0.fault("expected \(example), such as [\"/usr/local/bin/ring-bell\"]") }
      return nil
    }
    return .exec(
      command: command, timeout: span(value, "timeout", max: .minutes(5)) ?? .seconds(10),
      tries: integer(value, "tries", in: 1...10) ?? 1)
  }

  private mutating func worker(_ value: JSONValue) -> ChannelSettings? {
    guard isObject(value, like: "a channel", known: ["kind", "fallback"]) else { return nil }
    return .worker(fallback: text(value, "fallback", like: "another channel's name"))
  }

  private mutating func directory(_ value: JSONValue) -> String? {
    path(value, "outgoing", like: "a directory's absolute path")
  }
}
