extension JSONValue {
  /// Sets a member of this object, in its place where it is there already; what is no object
  /// becomes one.
  mutating func set(_ name: String, _ value: JSONValue) {
    var members = members ?? []
    // Let go of, so that the members are not copied.
    self = .null
    if let index = members.lastIndex(where: { $0.name == name }) {
      members[index].value = value
    } else {
      members.append(JSONMember(name, value))
    }
    self = .object(members)
  }
}
