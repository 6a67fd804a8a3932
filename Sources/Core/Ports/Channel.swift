/// One way out of the building: hands pages to a telephone, a modem or a program.
///
/// Called on the line's thread and returns at once; the work is done elsewhere, with a bounded
/// queue and a time limit of its own, and its outcome comes back by the `report` the channel was
/// made with. A hung channel therefore never delays another one's page.
package protocol Channel: AnyObject, Sendable {
  /// Takes the page over; false when its queue is full, which is a failed delivery.
  func send(_ task: PageTask) -> Bool

  /// The page is asked for no more; a channel that can stop it does.
  func withdraw(_ page: PageID)

  /// Calls the line itself, as a drill; false where the channel makes no calls. What goes wrong
  /// later is told by `failed`, which may be called from any thread.
  func drillCall(failed: @escaping @Sendable (String) -> Void) -> Bool
}
