import AmparoCore

/// Which page of ours a message file is about; messages of other programs are about none.
enum PageReference {
  /// How the daemon names its message files: this, the page's number, and what makes it unique.
  static let prefix = "amparo-"

  static func page(of file: MessageFile, named name: String) -> PageID? {
    let named = name.hasPrefix(prefix) ? number(name.dropFirst(prefix.count)) : nil
    return file.header("X-Page").flatMap { number($0[...]) } ?? named
  }

  private static func number(_ text: Substring) -> PageID? {
    Int64(text.prefix { $0.isASCII && $0.isNumber }).map { PageID($0) }
  }
}
