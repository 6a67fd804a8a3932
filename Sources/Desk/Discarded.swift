/// Something large that is no longer used. To give back the memory of a million cases takes the
/// better part of a second, so it is done beside the line: whoever takes it last lets go of it.
// Unchecked: the one reference is handed from the line to a worker with the box, whose transfer
// through the work queue's lock orders the two; `take` is called once, by the worker.
package final class Discarded: @unchecked Sendable {
  private var value: (any Sendable)?

  init(_ value: any Sendable) { self.value = value }

  package func take() -> (any Sendable)? {
    defer { value = nil }
    return value
  }
}
