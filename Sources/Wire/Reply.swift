import AmparoCore

/// Writes replies: one line each, `ok` first, then `id` as it came.
package enum Reply {
  /// `{"ok":true,"id":...,...}`; `fill` writes the members that follow.
  package static func success(
    to id: RequestID, _ fill: (inout JSONWriter) -> Void = { _ in }
  ) -> [UInt8] {
    line(to: id, isOK: true, fill)
  }

  /// `{"ok":false,"id":...,"error":{"code":...,"message":...,"field":...},...}`.
  ///
  /// `message` is a sentence for a person. `detail` writes further members of `error`, such as
  /// `faults`; `fill` those beside it, such as the present `state` of a conflict.
  package static func failure(
    to id: RequestID, _ code: WireError, _ message: String, field: String? = nil,
    detail: (inout JSONWriter) -> Void = { _ in },
    beside fill: (inout JSONWriter) -> Void = { _ in }
  ) -> [UInt8] {
    line(to: id, isOK: false) { writer in
      writer.name("error")
      writer.beginObject()
      writer.member("code", code.rawValue)
      writer.member("message", message)
      writer.member("field", ifPresent: field)
      detail(&writer)
      writer.endObject()
      fill(&writer)
    }
  }

  private static func line(
    to id: RequestID, isOK: Bool, _ fill: (inout JSONWriter) -> Void
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("ok", isOK)
    if !id.json.isEmpty {
      writer.name("id")
      writer.json(id.json)
    }
    fill(&writer)
    writer.endObject()
    writer.newline()
    return writer.bytes
  }
}
