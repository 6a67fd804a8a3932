/// The words of a table of cases, in both languages, and the document's word for each. All are
/// folded; the document's own words mean themselves.
enum CaseWords {
  static let statuses =
    own(Case.Status.self) + ["activo": "active", "supervisado": "supervised"]
    + ["activa": "active", "supervisada": "supervised"]
    + ["inactivo": "inactive", "inactiva": "inactive"]

  static let risks =
    own(Risk.self) + ["no_apreciado": "unappreciated", "bajo": "low", "medio": "medium"]
    + ["alto": "high", "extremo": "extreme", "desconocido": "unknown"]

  static let forces =
    own(Case.Force.self) + ["nacional": "national", "guardia_civil": "civil_guard"]
    + ["policia_local": "local", "policia_nacional": "national"]

  static let approaches = own(Approach.self) + ["uniforme": "uniform", "discreto": "discreet"]

  static let owners =
    own(CasePhone.Owner.self) + ["victima": "victim", "hijo": "child", "hija": "child"]
    + ["familiar": "relative", "trabajo": "work", "casa_de_acogida": "shelter"]
    + ["acogida": "shelter", "colegio": "school", "escuela": "school"]

  /// What a spreadsheet writes for a tick is among them.
  static let flags = [
    "true": true, "yes": true, "y": true, "si": true, "s": true, "x": true, "1": true,
    "verdadero": true, "false": false, "no": false, "n": false, "0": false, "falso": false,
  ]

  private static func own<Word: RawRepresentable & CaseIterable>(
    _: Word.Type
  ) -> [String: String] where Word.RawValue == String {
    Dictionary(uniqueKeysWithValues: Word.allCases.map { ($0.rawValue, $0.rawValue) })
  }
}

private func + (a: [String: String], b: [String: String]) -> [String: String] {
  a.merging(b) { $1 }
}
