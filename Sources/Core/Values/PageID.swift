/// The number of a page: one attempt to reach one officer over one channel.
package struct PageID: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let rawValue: Int64
  package init(_ rawValue: Int64) { self.rawValue = rawValue }
  package var description: String { String(rawValue) }
  package static func < (a: PageID, b: PageID) -> Bool { a.rawValue < b.rawValue }
}
