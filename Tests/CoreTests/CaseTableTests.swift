import AmparoCore
import Testing

@Suite struct CaseTableTests {
  private func decode(_ text: String) throws -> Decoded<[Case]> {
    try CaseTable.decode(
      Array(text.utf8), directory: DirectoryFixture.directory(), countryCode: "34",
      contacts: DirectoryFixture.contacts)
  }

  /// The one case of a table, as its document.
  private func document(_ text: String) throws -> JSONValue {
    let read = try decode(text)
    #expect(read.faults.isEmpty)
    return DirectoryDocument.encode(try #require(read.value?.first))
  }

  private let whole = """
    { id: "VG-9", alias: "Rosa", status: "active", risk: "high", risk_at: "2026-11-02",
      force: "civil_guard",
      phones: [ "600 111 009", { number: "968111009", of: "school", until: "2026-09-01" } ],
      assigned: "o1", deputies: ["o2", "contact:control_room"], excluded: ["o3"],
      victim: { name: "Núñez, Ana", address: "Calle \\"Mayor\\" 1", language: "es",
        call_back: false, safe_word: "gato", duress_word: "perro", approach: "discreet" },
      order: { in_force: true, distance_m: 500, until: "2027-03-01", court: "C",
        confirmed: "2026-11-20" },
      aggressors: [ { name: "A", description: "alto", phones: ["600222333", "600222334"],
        vehicle: "rojo", firearms: true } ],
      minors: [ { born: 2016 }, { born: 2019 } ], notes: "perro\\nen casa" }
    """

  @Test("every member of a case can be said in English, separated by commas")
  func english() throws {
    let table = """
      id,alias,status,risk,risk_at,force,phones,assigned,deputies,excluded,name,address,language,\
      call_back,safe_word,duress_word,approach,order_in_force,order_distance_m,order_until,\
      order_court,order_confirmed,aggressor_name,aggressor_description,aggressor_phones,\
      aggressor_vehicle,aggressor_firearms,minors_born,notes
      VG-9,Rosa,active,high,2026-11-02,civil guard,600 111 009;school:968111009@2026-09-01,o1,\
      o2|contact:control_room,o3,"Núñez, Ana","Calle ""Mayor"" 1",es,no,gato,perro,discreet,yes,\
      500,2027-03-01,C,2026-11-20,A,alto,600222333/600222334,rojo,1,2016/2019,"perro
      en casa"
      """
    #expect(try document(table) == DirectoryFixture.parse(whole))
  }

  @Test("every member of a case can be said in Spanish, separated by semicolons")
  func spanish() throws {
    let table = """
      \u{FEFF}Expediente;Alias;Estado;Riesgo;Fecha riesgo;Cuerpo;Teléfonos;Asignado;Suplentes;\
      Excluidos;Nombre;Domicilio;Idioma;Devolver llamada;Palabra segura;Palabra coacción;\
      Acercamiento;Orden vigente;Orden metros;Orden hasta;Juzgado;Orden confirmada;Agresor;\
      Agresor descripción;Agresor teléfonos;Agresor vehículo;Armas;Menores;Notas\r
      VG-9;Rosa;Activo;ALTO;02/11/2026;Guardia Civil;"600 111 009; colegio:968111009@1/9/2026";o1;\
      o2|contact:control_room;o3;Núñez, Ana;"Calle ""Mayor"" 1";es;NO;gato;perro;Discreto;Sí;\
      500;01/03/2027;C;20/11/2026;A;alto;600222333|600222334;rojo;x;2016/2019;"perro
      en casa"\r

      """
    #expect(try document(table) == DirectoryFixture.parse(whole))
  }

  @Test("a case of the directory keeps what its row leaves empty")
  func keeps() throws {
    let before = try #require(DirectoryFixture.directory().cases[CaseID("VG-0002")])
    #expect(
      try document("id,risk,name,phones,aggressor_name\nVG-0002,,,,\n")
        == DirectoryDocument.encode(before))
    var after = before
    after.risk = .extreme
    after.details = try DirectoryFixture.parse(
      """
      { victim: { name: "M", address: "Calle 1", language: "es", call_back: false,
          safe_word: "gato", duress_word: "perro", approach: "discreet" },
        order: { in_force: true, distance_m: 500, until: "2027-03-01", court: "C",
          confirmed: "2026-11-20" },
        aggressors: [ { name: "A", description: "alto", phones: ["600222333"],
          vehicle: "azul", firearms: false } ],
        minors: [ { born: 2016, school: "S" }, { born: 2020 } ], notes: "perro en casa" }
      """)
    let table = "id,risk,name,aggressor_vehicle,menores\nVG-0002,extremo,M,azul,2016;2020\n"
    let read = try decode(table)
    #expect(read.faults.isEmpty)
    #expect(read.value == [after])
  }

  static let phones: [(cell: String, numbers: [String])] = [
    ("600111009", ["+34600111009"]),
    ("968/111001", ["+34968111001"]),
    ("968/111001 / 600111009", ["+34968111001", "+34600111009"]),
    ("tel:+34600111009", ["+34600111009"]),
    ("600111009@01/09/2026/familiar:600111010", ["+34600111009", "+34600111010"]),
    ("600111009@2026-09-01/600111010", ["+34600111009", "+34600111010"]),
    ("600111009;|600111010 ;", ["+34600111009", "+34600111010"]),
    ("\"600 111 009, colegio:600111010\"", ["+34600111009", "+34600111010"]),
  ]

  @Test("the numbers of a cell are told apart", arguments: phones)
  func splitsPhones(_ phones: (cell: String, numbers: [String])) throws {
    let read = try decode("id,phones\nVG-9,\(phones.cell)\n")
    #expect(read.faults.isEmpty)
    #expect(read.value?.first?.phones.map(\.number.e164) == phones.numbers)
  }

  static let faulty: [(text: String, fault: String)] = [
    ("", "no rows; the first names the columns: id, phones, ..."),
    (
      "phones\n600111009\n",
      "row 1: no column \"id\" (or \"expediente\"); each case needs its id there"
    ),
    ("id,fones\n", "row 1, column fones: unknown column \"fones\"; did you mean \"phones\"?"),
    (
      "id,Teléfono\n",
      "row 1, column Teléfono: unknown column \"Teléfono\"; did you mean \"telefonos\"?"
    ),
    (
      "id,risk,Riesgo\n",
      "row 1, column Riesgo: column \"risk\" says the same; keep one of them"
    ),
    (
      "id,risk\nA,low\n\nA,high\n", "row 4, column id: \"A\" is the id of row 2, too"
    ),
    (
      "id,alias\n,Rosa\n",
      "row 2, column id: missing; give the case's id as text, such as \"VG-0001\""
    ),
    (
      "id,Teléfonos\nA,600111009\nB,60011100\n",
      "row 3, column Teléfonos: expected a telephone number as text, such as \"+34600111001\", "
        + "found the text \"60011100\""
    ),
    (
      "id,phones\nA,gym:600111009\n",
      "row 2, column phones: expected one of victim, child, relative, work, shelter, school, "
        + "found the text \"gym\""
    ),
    (
      "id,orden_hasta\nA,31/02/2026\n",
      "row 2, column orden_hasta: expected a date such as \"2026-11-02\", found the text "
        + "\"2026-02-31\""
    ),
    (
      "id,order_in_force\nA,perhaps\n",
      "row 2, column order_in_force: expected true or false, found the text \"perhaps\""
    ),
    (
      "id,order_distance_m\nA,500 m\n",
      "row 2, column order_distance_m: expected a distance in whole metres, such as 500, found "
        + "the text \"500 m\""
    ),
    (
      "id,menores\nA,2016/next\n",
      "row 2, column menores: expected a year such as 2016, found the text \"next\""
    ),
    (
      "id,aggressor_phones\nA,600222333;1\n",
      "row 2, column aggressor_phones: expected a telephone number as text, such as "
        + "\"+34600111001\", found the text \"1\""
    ),
    ("id,assigned\nA,o9\n", "row 2, column assigned: no officer \"o9\""),
    (
      "id,address\nA,Calle Mayor, 3\n",
      "row 2, column 3: no column is named here; does a text before it need quotes?"
    ),
  ]

  @Test("a fault is told with its row and column, and what would be right", arguments: faulty)
  func refuses(_ faulty: (text: String, fault: String)) throws {
    let read = try decode(faulty.text)
    #expect(read.faults.map(\.description) == [faulty.fault])
    #expect(read.value == nil)
  }

  @Test("all faults are told, and those before a row that can't be read")
  func tellsAll() throws {
    let read = try decode("id,fone,assigned\nA,,o9\nB,,\"o1\nC,,o8\n")
    #expect(
      read.faults.map(\.path)
        == ["row 1, column fone", "row 2, column assigned", "row 3, column assigned"])
  }

  @Test("a table that is wrong all over is told its first faults and how many more there are")
  func bounded() throws {
    let rows = (1...150).map { "A\($0),o9\n" }.joined()
    let read = try decode("id,assigned\n" + rows)
    #expect(read.faults.count == 101)
    #expect(read.faults.last?.message == "and 50 more")
  }

  @Test("Latin-1 is refused with its place, and nothing of it is read")
  func latin1() throws {
    let read = try CaseTable.decode(
      Array("id,nombre\nA,Mu".utf8) + [0xF1] + Array("oz\nB,x\n".utf8),
      directory: DirectoryFixture.directory(), countryCode: "34", contacts: [])
    #expect(read.faults.map(\.path) == ["row 2, column nombre"])
    #expect(read.value == nil)
  }

  @Test("rows that say nothing are passed over, and cells left off at a row's end are empty")
  func passesOver() throws {
    let read = try decode("id,alias,notes\n, ,\nA\n,,\nB,Rosa\n,,\n")
    #expect(read.faults.isEmpty)
    #expect(read.value == [Case(id: CaseID("A")), Case(id: CaseID("B"), alias: "Rosa")])
  }

  @Test("a risk nobody knows is kept as it is written, with a warning")
  func keepsRisk() throws {
    let read = try decode("id,riesgo\nA,altísimo\n")
    #expect(read.value?.first?.riskAsWritten == "altísimo")
    #expect(read.value?.first?.risk == .unknown)
    #expect(read.warnings.map(\.path) == ["row 2, column riesgo"])
  }

  @Test("a number of two cases is a warning, be the other in the directory or in the table")
  func sharedNumbers() throws {
    let read = try decode("id,phones\nA,600111001\nB,600111009\nC,600 111 009\n")
    #expect(read.value?.count == 3)
    #expect(read.warnings.map(\.path) == ["row 2, column phones", "row 4, column phones"])
    #expect(read.warnings.last?.message.hasPrefix("a number is also of case \"B\"") == true)
  }

  @Test("a table of a hundred thousand cases is read whole")
  func long() throws {
    let count = 100_000
    var text = "id;riesgo;telefonos;asignado\r\n"
    for index in 0..<count { text += "VG-\(index + 10);alto;\(600_200_000 + index);o1\r\n" }
    let read = try decode(text)
    #expect(read.faults.isEmpty)
    #expect(read.value?.count == count)
    #expect(read.value?.last?.phones.first?.number.e164 == "+34600299999")
  }
}
