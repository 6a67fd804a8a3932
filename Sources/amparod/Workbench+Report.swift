import AmparoCore
import AmparoDesk
import AmparoStore

/// Reports.
extension Workbench {
  func report(_ task: ReportTask) throws -> WorkResult {
    var report = Report(task.objectives, now: task.now)
    try Reader(path: database).reported(from: task.from, to: task.to) { report.add($0) }
    let head: [JSONMember] = [
      JSONMember("from", .time(task.from)), JSONMember("to", .time(task.to)),
    ]
    let members = JSONValue.object(head + (report.json.members ?? []))
    guard task.toDescriptor else { return .written(WrittenMembers(members)) }
    guard let descriptor else {
      throw RequestError(.badRequest, "no descriptor came with the line", field: "descriptor")
    }
    let bytes = JSONWriter.encode(members) + [UInt8(ascii: "\n")]
    try write(bytes, to: descriptor)
    return .reply(["bytes": .int(Int64(bytes.count))])
  }
}
