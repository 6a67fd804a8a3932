/// How the program ends, for scripts.
enum ExitCode {
  static let done: Int32 = 0
  static let refused: Int32 = 1
  static let usage: Int32 = 2
  static let unreachable: Int32 = 3
}
