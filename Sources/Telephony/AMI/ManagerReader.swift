/// Cuts the bytes of a manager connection into its greeting and messages.
///
/// Callers can write whole events into it, so what it finds is Asterisk's word only where the
/// reader of the message knows that it asked for it.
package struct ManagerReader: Sendable {
  package enum Item: Hashable, Sendable {
    /// The line with which Asterisk begins.
    case greeting(String)
    case message(ManagerMessage)
    /// A line or a message over its limit. It comes once, and nothing comes after it.
    case tooLong
  }

  /// Of one line in bytes, without its end: Asterisk's own lines are some hundred bytes, and a
  /// caller's text in one is no longer than a SIP message.
  package static let lineBytesMax = 8192
  /// Of one message: Asterisk's longest answer to what is asked here has ten headers.
  package static let messageBytesMax = 65_536
  package static let headersMax = 256

  private var buffer: [UInt8] = []
  /// Where the next line begins.
  private var head = 0
  /// Up to here there is no end of line after `head`.
  private var searched = 0
  private var headers: [ManagerMessage.Header] = []
  private var messageBytes = 0
  private var hasGreeting = false
  private var isFinished = false

  package init() {}

  /// Adds bytes as they came. Take all that is complete before the next ones are added: then what
  /// is kept is bounded.
  package mutating func append(_ bytes: some Collection<UInt8>) {
    guard !isFinished else { return }
    buffer.removeFirst(head)
    searched -= head
    head = 0
    buffer.append(contentsOf: bytes)
  }

  /// The next item; nil while none is complete.
  package mutating func next() -> Item? {
    guard !isFinished else { return nil }
    while let line = takeLine() {
      guard line.count <= Self.lineBytesMax else { return finish() }
      let text = String(decoding: line, as: UTF8.self)
      if !hasGreeting {
        hasGreeting = true
        return .greeting(text)
      }
      messageBytes += line.count
      if line.isEmpty {
        if let message = takeMessage() { return .message(message) }
      } else {
        add(text)
      }
      if headers.count > Self.headersMax || messageBytes > Self.messageBytesMax { return finish() }
    }
    return buffer.count - head > Self.lineBytesMax + 1 ? finish() : nil
  }

  private mutating func finish() -> Item {
    isFinished = true
    buffer = []
    headers = []
    return .tooLong
  }

  private mutating func takeLine() -> ArraySlice<UInt8>? {
    guard let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
      searched = buffer.count
      return nil
    }
    let line = buffer[head..<end]
    head = end + 1
    searched = head
    return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
  }

  /// A line without a colon is no header, and is passed over.
  private mutating func add(_ line: String) {
    guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { return }
    let value = line[line.utf8.index(after: colon)...].drop { $0 == " " }
    headers.append(ManagerMessage.Header(name: String(line[..<colon]), value: String(value)))
  }

  private mutating func takeMessage() -> ManagerMessage? {
    defer {
      headers = []
      messageBytes = 0
    }
    return headers.isEmpty ? nil : ManagerMessage(headers: headers)
  }
}
