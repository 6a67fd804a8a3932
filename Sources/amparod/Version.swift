/// The version of the program and of all that is built with it.
enum Version {
  static let text = "0.1.0"
}
