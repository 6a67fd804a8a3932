/// Why a text cannot be the template of a page's message.
package enum PageTemplateFault: Error, Hashable, CustomStringConvertible {
  case braces
  case unknownPlace(String)
  case noCode
  case notPlain(Character)
  case tooLong(Int)

  package var description: String {
    switch self {
    case .braces: "a brace has no partner; places are written {code}, {priority} and {until}"
    case .unknownPlace(let name):
      "there is no {\(name)}; places are {code}, {priority} and {until}"
    case .noCode: "it does not say {code}, without which no officer can answer"
    case .notPlain(let sign):
      "\(DocumentReader.quoted(String(sign))) is not in the plain alphabet of text messages; "
        + "write it without accents, and without any of [ ] \\ ^ { } | ~"
    case .tooLong(let signs):
      "with its longest values and the mark of a drill it has \(signs) signs; one message has "
        + "\(GSMText.signsMax)"
    }
  }
}
