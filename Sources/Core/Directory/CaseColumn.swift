/// A column that a table of cases may have, and the member of a case's document it sets.
struct CaseColumn: Sendable {
  /// Where in the document the member stands.
  enum Parent: Sendable { case own, victim, order, firstAggressor }

  /// How a cell is read. What can't be read so is handed on as the text it is, for the checks of
  /// the document to refuse.
  enum Kind: Sendable {
    case text, flag, date, integer, ids, numbers, phones, minors
    case word([String: String])
  }

  /// English, then Spanish; folded.
  let names: [String]
  let parent: Parent
  let member: String
  let kind: Kind

  private init(_ parent: Parent, _ member: String, _ names: [String], _ kind: Kind) {
    self.names = names
    self.parent = parent
    self.member = member
    self.kind = kind
  }

  /// The member's path in the document of a case.
  var path: String {
    switch parent {
    case .own: member
    case .victim: "victim.\(member)"
    case .order: "order.\(member)"
    case .firstAggressor: "aggressors[0].\(member)"
    }
  }

  /// Whether a path of the document leads to this member, or to a part of it.
  func covers(_ path: String) -> Bool {
    guard path.hasPrefix(self.path) else { return false }
    let next = path.utf8.dropFirst(self.path.utf8.count).first
    return next == nil || next == UInt8(ascii: "[") || next == UInt8(ascii: ".")
  }

  static func named(_ header: String) -> Int? { places[FoldedWord.of(header)] }

  static let allNames = all.flatMap(\.names)

  private static let places = Dictionary(
    uniqueKeysWithValues: all.enumerated().flatMap { index, column in
      column.names.map { ($0, index) }
    })

  static let all: [CaseColumn] = [
    CaseColumn(.own, "id", ["id", "expediente"], .text),
    CaseColumn(.own, "alias", ["alias"], .text),
    CaseColumn(.own, "status", ["status", "estado"], .word(CaseWords.statuses)),
    CaseColumn(.own, "risk", ["risk", "riesgo"], .word(CaseWords.risks)),
    CaseColumn(.own, "risk_at", ["risk_at", "fecha_riesgo"], .date),
    CaseColumn(.own, "force", ["force", "cuerpo"], .word(CaseWords.forces)),
    CaseColumn(.own, "phones", ["phones", "telefonos"], .phones),
    CaseColumn(.own, "assigned", ["assigned", "asignado"], .text),
    CaseColumn(.own, "deputies", ["deputies", "suplentes"], .ids),
    CaseColumn(.own, "excluded", ["excluded", "excluidos"], .ids),
    CaseColumn(.victim, "name", ["name", "nombre"], .text),
    CaseColumn(.victim, "address", ["address", "domicilio"], .text),
    CaseColumn(.victim, "language", ["language", "idioma"], .text),
    CaseColumn(.victim, "call_back", ["call_back", "devolver_llamada"], .flag),
    CaseColumn(.victim, "safe_word", ["safe_word", "palabra_segura"], .text),
    CaseColumn(.victim, "duress_word", ["duress_word", "palabra_coaccion"], .text),
    CaseColumn(
      .victim, "approach", ["approach", "acercamiento"], .word(CaseWords.approaches)),
    CaseColumn(.order, "in_force", ["order_in_force", "orden_vigente"], .flag),
    CaseColumn(.order, "distance_m", ["order_distance_m", "orden_metros"], .integer),
    CaseColumn(.order, "until", ["order_until", "orden_hasta"], .date),
    CaseColumn(.order, "court", ["order_court", "juzgado"], .text),
    CaseColumn(.order, "confirmed", ["order_confirmed", "orden_confirmada"], .date),
    CaseColumn(.firstAggressor, "name", ["aggressor_name", "agresor"], .text),
    CaseColumn(
      .firstAggressor, "description", ["aggressor_description", "agresor_descripcion"], .text),
    CaseColumn(.firstAggressor, "phones", ["aggressor_phones", "agresor_telefonos"], .numbers),
    CaseColumn(.firstAggressor, "vehicle", ["aggressor_vehicle", "agresor_vehiculo"], .text),
    CaseColumn(.firstAggressor, "firearms", ["aggressor_firearms", "armas"], .flag),
    CaseColumn(.own, "minors", ["minors_born", "menores"], .minors),
    CaseColumn(.own, "notes", ["notes", "notas"], .text),
  ]
}
