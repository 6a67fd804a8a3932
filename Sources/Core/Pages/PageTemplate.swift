/// The text message of an emergency page, with places for what differs from page to page. However
/// long the values, it is one message of the plain alphabet and names the code.
package struct PageTemplate: Hashable, Sendable {
  /// What can stand in braces.
  package enum Place: String, CaseIterable, Sendable {
    /// The alert's reply code.
    case code
    /// 1 to 3; 1 is served first.
    case priority
    /// The time of day until which an answer is waited for, `10:45`.
    case until
  }

  private enum Piece: Hashable, Sendable {
    case text(String)
    case place(Place)
  }

  private let pieces: [Piece]

  /// Signs of the longest value in each place: a code grows by a sign or two only where thousands
  /// of alerts are open.
  private static func longest(_ place: Place) -> String {
    switch place {
    case .code: String(repeating: "W", count: ReplyCode.lengthMax)
    case .priority: "3"
    case .until: "00:00"
    }
  }

  /// What stands in the place of a time that there is not.
  private static let noTime = "--:--"

  /// Reads a template such as `AVISO {code} P{priority} hasta {until}`; the error says what is
  /// wrong with it.
  package init(_ text: String) throws(PageTemplateFault) {
    pieces = try Self.pieces(of: text)
    guard pieces.contains(.place(.code)) else { throw .noCode }
    let longest = Language.allCases.map(Self.drillMark).max { $0.count < $1.count } ?? ""
    let whole = longest + fill(Self.longest)
    if let sign = whole.first(where: { !GSMText.isPlain(String($0)) }) { throw .notPlain(sign) }
    guard whole.count <= GSMText.signsMax else { throw .tooLong(whole.count) }
  }

  private init(pieces: [Piece]) { self.pieces = pieces }

  private static func pieces(of text: String) throws(PageTemplateFault) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text[...]
    while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else {
        throw .braces
      }
      let name = String(rest[rest.index(after: open)..<close])
      guard let place = Place(rawValue: name) else { throw .unknownPlace(name) }
      pieces += [.text(String(rest[..<open])), .place(place)]
      rest = rest[close...].dropFirst()
    }
    return pieces + [.text(String(rest))]
  }

  private func fill(_ value: (Place) -> String) -> String {
    pieces.reduce(into: "") { text, piece in
      switch piece {
      case .text(let words): text += words
      case .place(let place): text += value(place)
      }
    }
  }

  package func text(code: String, priority: Int, until: String?) -> String {
    fill { place in
      switch place {
      case .code: code
      case .priority: String(priority)
      case .until: until ?? Self.noTime
      }
    }
  }

  /// Stands before the text of a drill's page.
  package static func drillMark(_ language: Language) -> String {
    switch language {
    case .es: "SIMULACRO "
    case .en: "DRILL "
    }
  }

  /// The built-in one.
  package static func standard(_ language: Language) -> PageTemplate {
    func words(_ a: String, _ b: String, _ c: String, _ d: String) -> PageTemplate {
      PageTemplate(pieces: [
        .text(a), .place(.code), .text(" P"), .place(.priority), .text(b), .place(.until),
        .text(c), .place(.code), .text(d), .place(.code),
      ])
    }
    return switch language {
    case .es: words("AVISO ", " hasta ", ". Responda SI ", " o NO ")
    case .en: words("ALERT ", " by ", ". Answer YES ", " or NO ")
    }
  }
}
