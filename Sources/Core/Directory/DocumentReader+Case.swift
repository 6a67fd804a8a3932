extension DocumentReader {
  /// The members of a case that only the card shows.
  static let detailNames = ["victim", "order", "aggressors", "minors", "notes"]
  static let caseNames =
    [
      "id", "alias", "status", "risk", "risk_at", "force", "phones", "assigned", "deputies",
      "excluded",
    ] + detailNames

  /// The case as far as it can be read; nil only where even its id can't.
  mutating func caseRecord(_ value: JSONValue) -> Case? {
    let example = "a case such as { id: \"VG-0001\", phones: [\"600 111 001\"] }"
    guard isObject(value, like: example, known: Self.caseNames),
      let id = id(value, like: "the case's id as text, such as \"VG-0001\"")
    else { return nil }
    var item = Case(id: CaseID(id))
    item.alias = text(value, "alias", like: "the case's alias as text")
    item.status = choice(value, "status", of: Case.Status.self)
    readRisk(value, into: &item)
    item.force = choice(value, "force", of: Case.Force.self)
    item.phones = list(value, "phones", like: "a list of numbers") { $0.phone($1) }
    item.assigned = officer(value, "assigned")
    item.deputies = officers(value, "deputies")
    item.excluded = officers(value, "excluded")
    if let assigned = item.assigned, item.excluded.contains(assigned) {
      within("assigned") { $0.warn("officer \"\(assigned)\" is excluded from this case, too") }
    }
    checkVictim(value)
    checkOrder(value)
    item.aggressorPhones = aggressorPhones(value)
    checkMinors(value)
    _ = text(value, "notes", like: "notes as text")
    item.details = .object(
      (value.members ?? []).filter { Self.detailNames.contains($0.name) && !$0.value.isNull })
    return item
  }

  private mutating func officers(_ object: JSONValue, _ name: String) -> [OfficerID] {
    list(object, name, like: "a list of officers' ids") { $0.officer($1) }
  }

  private mutating func readRisk(_ value: JSONValue, into item: inout Case) {
    item.riskAt = date(value, "risk_at")
    guard let word = text(value, "risk", like: "a risk as text, such as \"high\"") else { return }
    if let risk = Risk(rawValue: word) {
      item.risk = risk
      return
    }
    item.riskAsWritten = word
    let words = Risk.allCases.map(\.rawValue)
    within("risk") { reader in
      reader.warn(
        "\(Self.quoted(word)) is none of \(words.joined(separator: ", ")); it is kept, and treated "
          + "as unknown" + NearestName.hint(word, among: words))
    }
  }

  private mutating func phone(_ value: JSONValue) -> CasePhone? {
    guard value.members != nil else {
      return number(value).map { CasePhone(number: $0, written: value.string ?? $0.e164) }
    }
    let example = "a number such as { number: \"+34968111001\", of: \"school\" }"
    _ = isObject(value, like: example, known: ["number", "of", "until"])
    let owner = choice(value, "of", of: CasePhone.Owner.self) ?? .victim
    let until = date(value, "until")
    guard let written = present(value, "number") else {
      missing("number", like: "a telephone number as text, such as \"+34600111001\"")
      return nil
    }
    return within("number") { $0.number(written) }.map {
      CasePhone(number: $0, written: written.string ?? $0.e164, owner: owner, until: until)
    }
  }

  private mutating func checkVictim(_ value: JSONValue) {
    guard let victim = present(value, "victim") else { return }
    within("victim") { reader in
      let texts = ["name", "address", "language", "safe_word", "duress_word"]
      let known = texts + ["call_back", "approach"]
      guard reader.isObject(victim, like: "an object such as { name: \"...\" }", known: known)
      else { return }
      for name in texts { _ = reader.text(victim, name, like: "a text") }
      _ = reader.flag(victim, "call_back")
      _ = reader.choice(victim, "approach", of: Approach.self)
    }
  }

  private mutating func checkOrder(_ value: JSONValue) {
    guard let order = present(value, "order") else { return }
    within("order") { reader in
      let known = ["in_force", "distance_m", "until", "court", "confirmed"]
      guard reader.isObject(order, like: "an object such as { in_force: true }", known: known)
      else { return }
      _ = reader.flag(order, "in_force")
      reader.checkInteger(
        order, "distance_m", in: 0...100_000, like: "a distance in whole metres, such as 500")
      _ = reader.date(order, "until")
      _ = reader.text(order, "court", like: "the court as text")
      _ = reader.date(order, "confirmed")
    }
  }

  private mutating func aggressorPhones(_ value: JSONValue) -> [PhoneNumber] {
    list(value, "aggressors", like: "a list of aggressors") { reader, aggressor in
      let texts = ["name", "description", "vehicle"]
      let known = texts + ["phones", "firearms"]
      guard reader.isObject(aggressor, like: "an object such as { name: \"...\" }", known: known)
      else { return [PhoneNumber]() }
      for name in texts { _ = reader.text(aggressor, name, like: "a text") }
      _ = reader.flag(aggressor, "firearms")
      return reader.list(aggressor, "phones", like: "a list of numbers") { $0.number($1) }
    }.flatMap(\.self)
  }

  private mutating func checkMinors(_ value: JSONValue) {
    _ = list(value, "minors", like: "a list of minors") { reader, minor -> Bool? in
      let example = "an object such as { born: 2016 }"
      guard reader.isObject(minor, like: example, known: ["born", "school"]) else { return nil }
      reader.checkInteger(minor, "born", in: 1900...2200, like: "a year such as 2016")
      _ = reader.text(minor, "school", like: "the school as text")
      return true
    }
  }
}
