/// Every command there is, in the order of the help.
enum CommandTable {
  static var all: [Command] {
    [queue, raise] + answers + closing + looking + rota + cases + unit + followUps + directory
      + records + backups + service + [completion]
  }

  /// The words of an enumeration as the value of an option.
  static func choice<Word: RawRepresentable<String> & CaseIterable>(of: Word.Type) -> String {
    Word.allCases.map(\.rawValue).joined(separator: "|")
  }
}
