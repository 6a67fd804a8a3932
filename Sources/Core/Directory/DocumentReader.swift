/// Walks a document, keeps the path to where it stands, and collects what is wrong there. It reads
/// on after a fault, so that a person is told all of them at once.
package struct DocumentReader {
  private enum Place {
    case name(String)
    case index(Int)
  }

  /// How many letters of a text are repeated in a message.
  private static let quotedMax = 40
  /// The longest name that stands in a path as it was written.
  private static let plainNameBytesMax = 64

  let countryCode: String
  /// The unit's clock; local times are read by it.
  var zone: ZoneRules
  /// Who may be named as an officer.
  var officers: Set<OfficerID>
  /// The roles that an override may name.
  var roles: Set<String> = []
  /// For what was accepted before: to name an officer who is no longer there is a warning then,
  /// since it must not cost a victim her case.
  let keepsDangling: Bool
  /// On the wire members that nobody knows are passed over.
  let ignoresUnknown: Bool
  private(set) var faults = FaultList()
  private(set) var warnings = FaultList()
  private var places: [Place] = []

  package init(
    countryCode: String, zone: ZoneRules = .utc, officers: Set<OfficerID> = [],
    keepsDangling: Bool = false, ignoresUnknown: Bool = false
  ) {
    self.countryCode = countryCode
    self.zone = zone
    self.officers = officers
    self.keepsDangling = keepsDangling
    self.ignoresUnknown = ignoresUnknown
  }

  package func decoded<Value>(_ value: Value?) -> Decoded<Value> {
    Decoded(value: value, faults: faults.faults, warnings: warnings.faults)
  }

  // MARK: Where it stands

  package mutating func within<T>(_ name: String, _ read: (inout DocumentReader) -> T) -> T {
    places.append(.name(name))
    defer { places.removeLast() }
    return read(&self)
  }

  package mutating func within<T>(_ index: Int, _ read: (inout DocumentReader) -> T) -> T {
    places.append(.index(index))
    defer { places.removeLast() }
    return read(&self)
  }

  package mutating func fault(_ message: @autoclosure () -> String) {
    let fault = faults.isFull ? nil : Fault(path: path, message: message())
    faults.add(fault)
  }

  package mutating func warn(_ message: @autoclosure () -> String) {
    let warning = warnings.isFull ? nil : Fault(path: path, message: message())
    warnings.add(warning)
  }

  /// Standing at the same place, with nothing found yet.
  var withoutFaults: DocumentReader {
    var reader = self
    reader.faults = FaultList()
    reader.warnings = FaultList()
    return reader
  }

  mutating func add(_ found: (faults: FaultList, warnings: FaultList)) {
    faults.add(all: found.faults)
    warnings.add(all: found.warnings)
  }

  /// The index of the list's element it stands at; nil where it stands at none.
  var index: Int? {
    if case .index(let index) = places.last { index } else { nil }
  }

  private var path: String {
    places.reduce(into: "") { path, place in
      switch place {
      case .name(let name): path += (path.isEmpty ? "" : ".") + Self.plain(name)
      case .index(let index): path += "[\(index)]"
      }
    }
  }

  /// A name of any other kind is quoted, since a path must not break a line, nor fill a screen.
  private static func plain(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    return isPlain && (1...plainNameBytesMax).contains(name.utf8.count) ? name : quoted(name)
  }

  // MARK: Objects and lists

  /// Whether it is an object; each member of a name that is not known is a fault, and so is one
  /// that is written twice. At most 64 names can be known.
  package mutating func isObject(_ value: JSONValue, like example: String, known: [String]) -> Bool
  {
    guard let members = value.members else {
      mistyped(value, like: example)
      return false
    }
    // One bit for each known name; a set of texts would take as long as all the rest.
    var seen: UInt64 = 0
    for member in members {
      guard let place = known.firstIndex(of: member.name) else {
        if !ignoresUnknown { unknown(member.name, known) }
        continue
      }
      let bit: UInt64 = 1 << UInt64(place)
      if seen & bit != 0 { within(member.name) { $0.fault("this member is written twice") } }
      seen |= bit
    }
    return true
  }

  private mutating func unknown(_ name: String, _ known: [String]) {
    within(name) { reader in
      reader.fault("unknown member \(Self.quoted(name))" + NearestName.hint(name, among: known))
    }
  }

  /// The member's value; one that is missing or null is nil.
  package func present(_ object: JSONValue, _ name: String) -> JSONValue? {
    object[name].flatMap { $0.isNull ? nil : $0 }
  }

  /// What `read` makes of each element of the list; a missing list is empty.
  package mutating func list<T>(
    _ object: JSONValue, _ name: String, like example: String,
    _ read: (inout DocumentReader, JSONValue) -> T?
  ) -> [T] {
    guard let value = present(object, name) else { return [] }
    return within(name) { reader in
      guard let elements = value.array else {
        reader.mistyped(value, like: example)
        return []
      }
      return elements.enumerated().compactMap { index, element in
        reader.within(index) { read(&$0, element) }
      }
    }
  }

  // MARK: Sentences

  package mutating func mistyped(_ value: JSONValue, like example: String) {
    fault("expected \(example), found \(Self.found(value))")
  }

  package mutating func missing(_ name: String, like example: String) {
    within(name) { $0.fault("missing; give \(example)") }
  }

  package static func found(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .int(let value): "the number \(value)"
    case .double(let value): "the number \(value)"
    case .string(let text): "the text \(quoted(text))"
    case .array: "a list"
    case .object: "an object"
    }
  }

  package static func quoted(_ text: String) -> String {
    JSONWriter.text(
      .string(text.count > quotedMax ? text.prefix(quotedMax) + "…" : text))
  }
}
