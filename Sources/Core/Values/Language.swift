/// The language of what officers read.
package enum Language: String, Sendable, CaseIterable {
  case es, en
}
