/// A document a person wrote: its value, and on which line each part of it stands.
package struct JSONDocument: Sendable {
  package let value: JSONValue
  package let place: JSONPlace

  /// The line of `cases[3].assigned`, counted from 1. A path that leads nowhere, such as that of a
  /// missing member, gives the line of the nearest part that is there.
  package func line(of path: String) -> Int {
    var rest = path[...]
    var value = value
    var place = place
    while let index = Self.step(&rest, into: value) {
      switch value {
      case .object(let members): value = members[index].value
      case .array(let elements): value = elements[index]
      case .null, .bool, .int, .double, .string: return place.line
      }
      place = place.children[index]
    }
    return place.line
  }

  /// Takes one name or index off the path; which part of the value it means, nil where none.
  private static func step(_ path: inout Substring, into value: JSONValue) -> Int? {
    switch value {
    case .object(let members):
      if path.first == "." { path.removeFirst() }
      return member(&path, of: members)
    case .array(let elements):
      guard path.first == "[", let end = path.firstIndex(of: "]"),
        let index = Int(path[..<end].dropFirst()), elements.indices.contains(index)
      else { return nil }
      path = path[end...].dropFirst()
      return index
    case .null, .bool, .int, .double, .string:
      return nil
    }
  }

  /// The longest name that the path begins with, as a name may itself have a full stop in it.
  private static func member(_ path: inout Substring, of members: [JSONMember]) -> Int? {
    var best: Int?
    for (index, member) in members.enumerated() where path.hasPrefix(member.name) {
      let next = path.dropFirst(member.name.count).first
      guard next == nil || next == "." || next == "[", !path.isEmpty else { continue }
      if let best, members[best].name.count > member.name.count { continue }
      best = index
    }
    if let best { path = path.dropFirst(members[best].name.count) }
    return best
  }
}
