import AmparoCore
import AmparoHost
import Foundation
import Testing

/// Workers of a channel, with the real daemon.
@Suite struct WorkerLineTests {
  private static let channels =
    #"channels: { call: { kind: "worker", fallback: "bell" }, "#
    + #"bell: { kind: "exec", command: ["/bin/true"] } },"#

  /// One telephone each, and time enough.
  private static let town = """
    {"unit":{"id":"u","name":"U","time_zone":"Europe/Madrid"},"officers":[\
    {"id":"o1","name":"Uno","contacts":[{"channel":"call","address":"+34600000101"}]},\
    {"id":"o2","name":"Dos","contacts":[{"channel":"call","address":"600 000 102"}]}],"cases":[\
    {"id":"VG-1","risk":"high","phones":["600 111 001"],"assigned":"o1","deputies":["o2"],\
    "victim":{"name":"Apellidosecreto"}}]}
    """

  private func daemon(_ extra: String = channels) throws -> Daemon {
    try Daemon(
      steps:
        #"[{ page: ["assigned"], ack_within: "5s" }, { page: ["deputies"], ack_within: "1h" }]"#,
      extra: extra, directoryDocument: Self.town)
  }

  private func worker(_ daemon: Daemon) throws -> WireClient {
    let worker = try WireClient(daemon.socket)
    let reply = try worker.ask(#"{"op":"channel.subscribe","channel":"call"}"#)
    try #require(reply["ok"]?.bool == true, "\(reply)")
    return worker
  }

  @Test("a worker dials, reports, and is told to stop ringing the others when one has answered")
  func wholeLife() throws {
    let daemon = try daemon()
    let worker = try worker(daemon)
    let gateway = try WireClient(daemon.socket)
    let alert = try #require(try gateway.raise(id: "w1")["alert"]?.int)
    let first = try worker.event("dial")
    #expect(first["number"]?.string == "+34600000101")
    let second = try worker.event("dial")
    #expect(second["number"]?.string == "+34600000102")
    _ = try gateway.act("acknowledge", alert, "o2", #","via":"call""#)
    let withdrawn = try [worker.event("withdraw"), worker.event("withdraw")]
    #expect(Set(withdrawn.map { $0["page"]?.int }) == [first["page"]?.int, second["page"]?.int])
    let text = JSONWriter.text(.array([first, second] + withdrawn))
    for word in ["Apellidosecreto", "VG-1", "Uno"] { #expect(!text.contains(word)) }
  }

  @Test("a page that was not answered for is dialled again when the worker is back")
  func again() throws {
    let daemon = try daemon()
    var worker: WireClient? = try worker(daemon)
    let gateway = try WireClient(daemon.socket)
    _ = try gateway.raise(id: "w2")
    let first = try #require(try worker?.event("dial"))
    worker = nil
    let back = try self.worker(daemon)
    let again = try back.event("dial")
    #expect(again["page"] == first["page"])
    #expect(again["token"] != first["token"])
  }

  @Test("after kill -9 the page still owed is dialled by the worker that comes back")
  func crash() throws {
    let daemon = try daemon()
    let gateway = try WireClient(daemon.socket)
    let worker = try worker(daemon)
    _ = try gateway.raise(id: "w3")
    let first = try worker.event("dial")
    daemon.kill9()
    try daemon.start()
    let again = try self.worker(daemon).event("dial")
    #expect(again["page"] == first["page"])
  }

  @Test("pages fail as busy or unanswered by the worker's word, and the next step begins at once")
  func failing() throws {
    let daemon = try daemon()
    let worker = try worker(daemon)
    _ = try WireClient(daemon.socket).raise(id: "w4")
    let first = try worker.event("dial")
    let page = try #require(first["page"]?.int)
    let token = try #require(first["token"]?.string)
    _ = try worker.ask(
      #"{"op":"page.result","page":\#(page),"token":"\#(token)","result":"busy"}"#)
    #expect(try worker.event("dial")["officer"]?.string == "o2")
  }

  @Test("a drill by telephone is answered when the call has come in as an alert")
  func drillCall() throws {
    let daemon = try daemon()
    let worker = try worker(daemon)
    let admin = try WireClient(daemon.socket)
    try admin.send(#"{"op":"drill.start","call":true}"#)
    #expect(try worker.event("drill_call")["channel"]?.string == "call")
    let raised = try worker.raise("anonymous", id: "asterisk-1", extra: #","drill":true"#)
    let reply = try admin.next()
    #expect(reply["ok"]?.bool == true)
    #expect(reply["alert"] == raised["alert"])
    #expect(reply["drill"]?.bool == true)
  }

  @Test("a drill by telephone is refused where no telephone can make it, and says why")
  func noDrillCall() throws {
    let cases = [
      ("", "no channel call is configured"), (Self.channels, "no worker of channel call"),
      (#"channels: { call: { kind: "exec", command: ["/bin/true"] } },"#, "makes no calls"),
    ]
    for (channels, why) in cases {
      let daemon = try daemon(channels)
      let reply = try WireClient(daemon.socket).ask(#"{"op":"drill.start","call":true}"#)
      let message = reply["error"]?["message"]?.string ?? ""
      #expect(message.contains(why), "\(message)")
    }
  }
}
