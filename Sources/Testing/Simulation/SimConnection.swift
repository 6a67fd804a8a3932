import AmparoCore
import AmparoDesk

/// One peer's connection as both ends see it; lines keep their order in each direction.
final class SimConnection {
  let id: ConnectionID
  let peer: Peer
  /// The life of the line it belongs to.
  let life: Int
  var isOpen = true
  /// When the last line under way arrives, in each direction.
  var lastIn: Int64 = 0
  var lastOut: Int64 = 0
  private var nextPlace: UInt64 = 0
  private var waiting: [UInt64: (JSONValue?) -> Void] = [:]
  var onEvent: (JSONValue) -> Void = { _ in }
  var onClose: () -> Void = {}

  init(id: ConnectionID, peer: Peer, life: Int) {
    self.id = id
    self.peer = peer
    self.life = life
  }

  /// The place of the next request; `then` gets its reply, or nil when the connection breaks first.
  func takePlace(_ then: @escaping (JSONValue?) -> Void) -> UInt64 {
    nextPlace += 1
    waiting[nextPlace] = then
    return nextPlace
  }

  func answer(_ place: UInt64, _ reply: JSONValue) { waiting.removeValue(forKey: place)?(reply) }

  func close() {
    guard isOpen else { return }
    isOpen = false
    let lost = waiting.sorted { $0.key < $1.key }.map(\.value)
    waiting = [:]
    for then in lost { then(nil) }
    onClose()
    onEvent = { _ in }
    onClose = {}
  }
}
