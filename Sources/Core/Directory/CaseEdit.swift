/// A change of some members of a case, as `case.edit` brings it: `set` lays members over the old
/// ones (JSON Merge Patch, RFC 7396), `add` and `remove` change single elements of lists.
package struct CaseEdit {
  /// The members whose elements can be added and removed.
  private static let lists = ["phones", "deputies", "excluded"]

  private let request: JSONValue
  private let countryCode: String

  package init(request: JSONValue, countryCode: String) {
    self.request = request
    self.countryCode = countryCode
  }

  /// The case's document as it will be; what it says is checked by who reads it.
  package func applied(to document: JSONValue) -> Decoded<JSONValue> {
    var faults: [Fault] = []
    var edited = document
    if ["set", "add", "remove"].allSatisfy({ request[$0]?.isNull ?? true }) {
      faults.append(
        Fault(path: "", message: "nothing is to be changed; give \"set\", \"add\" or \"remove\""))
    }
    for name in ["set", "add", "remove"] {
      if let value = request[name], !value.isNull, value.members == nil {
        faults.append(Fault(path: name, message: "expected an object of a case's members"))
      }
    }
    if let set = request["set"] {
      if let id = set["id"], id != document["id"] {
        faults.append(Fault(path: "set.id", message: "the id of a case never changes"))
      }
      if set.members != nil { edited = edited.merged(with: set) }
    }
    for member in request["add"]?.members ?? [] {
      change(member, "add", &edited, &faults) { add($1, to: $0) }
    }
    for member in request["remove"]?.members ?? [] {
      change(member, "remove", &edited, &faults) { remove($1, from: $0) }
    }
    return Decoded(value: edited, faults: faults, warnings: [])
  }

  private func change(
    _ member: JSONMember, _ verb: String, _ document: inout JSONValue, _ faults: inout [Fault],
    _ body: ([JSONValue], JSONValue) -> [JSONValue]?
  ) {
    guard Self.lists.contains(member.name), let elements = member.value.array else {
      let names = Self.lists.joined(separator: ", ")
      faults.append(
        Fault(path: "\(verb).\(member.name)", message: "expected a list; these are lists: \(names)")
      )
      return
    }
    var list = document[member.name]?.array ?? []
    for (index, element) in elements.enumerated() {
      if let changed = body(list, element) {
        list = changed
      } else {
        faults.append(
          Fault(path: "\(verb).\(member.name)[\(index)]", message: "this is not in the case"))
      }
    }
    document = document.merged(with: .object([JSONMember(member.name, .array(list))]))
  }

  /// An element that is there already takes the new one's members: so a number is given its end.
  private func add(_ element: JSONValue, to list: [JSONValue]) -> [JSONValue] {
    guard let place = place(of: element, in: list) else { return list + [element] }
    var changed = list
    let old = list[place]
    let object: JSONValue = old.members == nil ? ["number": old] : old
    if element.members != nil { changed[place] = object.merged(with: element) }
    return changed
  }

  private func remove(_ element: JSONValue, from list: [JSONValue]) -> [JSONValue]? {
    guard let place = place(of: element, in: list) else { return nil }
    var changed = list
    changed.remove(at: place)
    return changed
  }

  /// Numbers are one however they are spelled.
  private func place(of element: JSONValue, in list: [JSONValue]) -> Int? {
    guard let number = number(element) else { return list.firstIndex(of: element) }
    return list.firstIndex { self.number($0) == number }
  }

  private func number(_ element: JSONValue) -> PhoneNumber? {
    (element["number"]?.string ?? element.string).flatMap {
      PhoneNumber($0, countryCode: countryCode)
    }
  }

  /// The names of the members that differ, for the record: no values.
  package static func changedMembers(from old: Case?, to new: Case) -> [String] {
    let before = old.map { DirectoryDocument.encode($0) }
    let after = DirectoryDocument.encode(new)
    let names = (after.members ?? []).map(\.name)
    let gone = (before?.members ?? []).map(\.name).filter { after[$0] == nil }
    return names.filter { before?[$0] != after[$0] } + gone
  }
}
