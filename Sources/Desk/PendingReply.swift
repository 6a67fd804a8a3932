import AmparoCore
import AmparoWire

/// A reply that is decided but waits for the turn's commit.
struct PendingReply {
  enum Content {
    case error(RequestError)
    case raise(AlertID, isDuplicate: Bool, isRepeat: Bool, warnings: [String])
    /// The alert as it stands at the end of the turn: its number, state, step and responder.
    case standing(AlertID)
    case waited(AlertID)
    /// What became of a text message, and the alert it was about.
    case message(String, AlertID?, isDuplicate: Bool)
    /// Members after `ok` and `id`, as a JSON object.
    case members(JSONValue)
    case written(WrittenMembers)
  }

  var seat: Seat
  var id: RequestID
  var content: Content
  /// Whether it goes to the gateway that rings whom it names, and no longer leaves them to another.
  var isForRinging = false
  /// Answered in its place where the commit fails: by what must not be said before it is stored.
  var unlessStored: RequestError?
  /// Of a change that is in force at once: the reply says whether it is stored, too.
  var tellsDurable = false
}
