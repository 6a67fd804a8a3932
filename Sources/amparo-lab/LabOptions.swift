/// What every measurement can be told.
struct LabOptions {
  /// For a first look: fewer requests, a smaller town.
  private(set) var isQuick = false
  /// Where the figures are written to as well.
  private(set) var jsonFile: String?

  init(_ arguments: ArraySlice<String>) throws {
    var rest = arguments
    while let argument = rest.popFirst() {
      switch argument {
      case "--quick": isQuick = true
      case "--json":
        guard let file = rest.popFirst() else { throw LabError("--json wants a file after it") }
        jsonFile = file
      default: throw LabError("there is no option \(argument)\n\(Lab.usage)")
      }
    }
  }
}
