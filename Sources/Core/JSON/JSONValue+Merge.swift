extension JSONValue {
  /// The value with a patch laid over it, as RFC 7396 (JSON Merge Patch) has it: members of objects
  /// one by one, a null takes a member away, and anything else takes the old value's place.
  package func merged(with patch: JSONValue) -> JSONValue {
    guard let changes = patch.members else { return patch }
    var members = self.members ?? []
    for change in changes {
      let place = members.firstIndex { $0.name == change.name }
      switch (place, change.value.isNull) {
      case (let place?, true): members.remove(at: place)
      case (let place?, false):
        members[place].value = members[place].value.merged(with: change.value)
      case (nil, true): break
      case (nil, false):
        members.append(JSONMember(change.name, JSONValue.null.merged(with: change.value)))
      }
    }
    return .object(members)
  }
}
