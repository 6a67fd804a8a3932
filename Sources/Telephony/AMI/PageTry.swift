import AmparoCore

/// One handing over of a page by the daemon, and so one call.
package struct PageTry: Hashable, Sendable {
  package let page: Int64
  package let token: String

  package init(page: Int64, token: String) {
    self.page = page
    self.token = token
  }

  /// Of a `dial` or `withdraw` event; nil where it names no page, or a token that could stand in no
  /// name.
  init?(event: JSONValue) {
    guard let page = event["page"]?.int, page > 0, let token = event["token"]?.string,
      (1...Self.tokenBytesMax).contains(token.utf8.count),
      token.utf8.allSatisfy({ (48...57).contains($0) || (97...122).contains($0) })
    else { return nil }
    self.init(page: page, token: token)
  }

  /// Asterisk takes 149 bytes of a channel's name for us (its source).
  private static let tokenBytesMax = 64

  /// The name of the call's channel. It is never given twice, for a second call of the same name
  /// would ring nobody.
  var channel: String { "amparo-\(page)-\(token)" }
}
