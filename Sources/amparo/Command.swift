import AmparoCore

/// One command of the table: how it is written, what it is for, and what it does. Usage, parsing
/// and help are all made from this.
struct Command {
  /// The words that name it, such as `case show`.
  var name: String
  /// What follows, each in turn: `ALERT`, `[REASON...]`; brackets: may be left out; dots: the rest
  /// of the line is one text.
  var arguments: [String] = []
  var options: [Option] = []
  var es: String
  var en: String
  var example: String
  var run: (Invocation) throws -> Int32

  struct Option {
    /// `--note`.
    var name: String
    /// What it takes, such as `TEXT`; nil for a plain switch.
    var value: String?
    var es: String
    var en: String

    /// The words it can take, where its value says them: `es|en`.
    var choices: [String] {
      let words = (value ?? "").split(separator: "|").map(String.init)
      return words.count > 1 ? words : []
    }
  }

  var usage: String {
    let options = options.map { option in
      "[\(option.name)\(option.value.map { " \($0)" } ?? "")]"
    }
    return (["amparo", name] + arguments + options).joined(separator: " ")
  }

  /// An option that every command has.
  static let common: [Option] = [
    Option(
      name: "--socket", value: "PATH", es: "el socket del servicio",
      en: "the daemon's socket"),
    Option(
      name: "--officer", value: "ID", es: "el agente por quien habla (consola compartida)",
      en: "the officer you speak for (shared console)"),
    Option(
      name: "--json", value: nil, es: "la respuesta tal como llega",
      en: "the reply as it comes"),
    Option(name: "--lang", value: "es|en", es: "el idioma", en: "the language"),
    Option(name: "--help", value: nil, es: "esta ayuda", en: "this help"),
  ]
}
