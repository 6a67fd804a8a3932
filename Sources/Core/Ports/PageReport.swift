/// A channel's word on what became of a page.
package struct PageReport: Hashable, Sendable {
  package var page: PageID
  package var state: PageState
  /// A short plain reason, without personal data.
  package var detail: String?

  package init(page: PageID, state: PageState, detail: String? = nil) {
    self.page = page
    self.state = state
    self.detail = detail
  }
}
