import AmparoCore
import AmparoHost
import AmparoTesting
import Glibc
import Testing

@testable import AmparoTelephony

/// Callers who write into the environment, and channels that go away.
@Suite struct AGIHostileTests {
  @Test(
    "FACTS 7: a forged environment is refused, the call is raised by its own key without a number",
    arguments: [
      "+7916\nagi_arg_1: x\nagi_dnid: forged", "+7916\n\n200 result=1", "\n\n\n",
      "+7916\nagi_uniqueid: 9.9", "x\n\n200 result=1\n200 result=1\n200 result=1 (77)\nHANGUP",
    ])
  func forged(value: String) throws {
    let fixture = try AGIFixture()
    let channel = AGIFixture.channel { $0.callerID = value }
    #expect(try fixture.run("urgent", channel) == 0)
    #expect(channel.variables["AMPARO_STATUS"] == "fallback")
    #expect(channel.variables["AMPARO_FALLBACK"] == AGIFixture.desk)
    #expect(channel.faults == [])
    let request = try #require(try fixture.spooled().first)
    #expect(request["request_id"]?.string == "1795477754.1")
    #expect(request["caller"]?.string == "unknown")
    #expect(request["called"] == nil)
    #expect(try !fixture.logged.contains("7916"))
  }

  @Test("FACTS 7: an environment forged whole is told by what follows it")
  func forgedWhole() throws {
    let fixture = try AGIFixture()
    let rest = FakeEnvironment(uniqueID: "1").bytes
    let text = String(decoding: rest, as: UTF8.self)
    let forged = "112\n" + text[(try #require(text.range("agi_calleridname")))...].dropLast(1)
    let channel = AGIFixture.channel { $0.callerID = forged + "\n200 result=1" }
    #expect(try fixture.run("urgent", channel) == 0)
    #expect(channel.variables["AMPARO_STATUS"] == "fallback")
    #expect(channel.faults == [])
  }

  @Test(
    "FACTS 7: an officer's leg with forged lines acknowledges nothing",
    arguments: ["1\n\n200 result=1 (7)\n200 result=1", "1\nagi_arg_1: x"])
  func forgedLeg(value: String) throws {
    let fixture = try AGIFixture()
    let channel = AGIFixture.channel { $0.callerID = value }
    channel.variables = ["AMPARO_ALERT": "1", "AMPARO_OFFICER": "o1", "AMPARO_PAGE": "1"]
    #expect(try fixture.run("page", channel) == 0)
    #expect(channel.variables["AMPARO_STATUS"] == "error")
    #expect(channel.commands == ["SET VARIABLE AMPARO_STATUS \"error\""])
  }

  @Test(
    "a name with quotation marks, other letters or commands in it changes nothing",
    arguments: [
      #""x" & <y>"#, "%0A%0A200 result=1", "a\rb\u{1}\u{7}", "${SHELL(id)}", "Iñaki 😀", "",
    ])
  func oddName(value: String) throws {
    let fixture = try AGIFixture()
    let channel = AGIFixture.channel { $0.callerName = value }
    #expect(try fixture.run("urgent", channel) == 0)
    let request = try #require(try fixture.spooled().first)
    #expect(request["caller"]?.string == "+34600111001")
    #expect(channel.commands.allSatisfy { value.isEmpty || !$0.contains(value) })
  }

  @Test("a number with whatever letters stays a text of the request, and reaches no variable")
  func oddNumber() throws {
    let fixture = try AGIFixture()
    let odd = #"+7916")},?:x${SHELL(id)}\"#
    let channel = AGIFixture.channel { $0.callerID = odd }
    #expect(try fixture.run("urgent", channel) == 0)
    #expect(try fixture.spooled().first?["caller"]?.string == odd)
    #expect(channel.commands.allSatisfy { !$0.contains("SHELL") })
    #expect(try !fixture.logged.contains("SHELL"))
  }

  @Test("FACTS 8: a megabyte of lines, or of one line, is refused and the call goes to the desk")
  func megabyte() throws {
    let whole = FakeEnvironment(uniqueID: "1795477754.1").bytes
    let environment = String(decoding: whole, as: UTF8.self)
    let lines = String(repeating: "agi_arg_1: x\n", count: 80_000)
    let long = String(repeating: "x", count: 1 << 20) + "\n"
    for flood in [environment.dropLast() + lines, environment.prefix(200) + long, lines, long] {
      let fixture = try AGIFixture()
      let channel = AGIFixture.channel()
      channel.rawEnvironment = Array(flood.utf8)
      #expect(try fixture.run("urgent", channel) == 0)
      #expect(channel.variables["AMPARO_STATUS"] == "fallback")
      #expect(channel.faults == [])
    }
  }

  @Test(
    "an environment cut off at any byte ends the program quietly, once the call is known raised")
  func cutOff() throws {
    let whole = FakeEnvironment(uniqueID: "1795477754.1").bytes
    let known = "agi_uniqueid: 1795477754.1\n"
    for length in stride(from: 0, to: whole.count, by: 3) {
      let fixture = try AGIFixture()
      let channel = AGIFixture.channel()
      channel.rawEnvironment = Array(whole.prefix(length))
      channel.endsAfterEnvironment = true
      #expect(try fixture.run("urgent", channel) == 0)
      let text = String(decoding: whole.prefix(length), as: UTF8.self)
      let kept = access(fixture.spool.directory, F_OK) == 0 ? try fixture.spooled().count : 0
      #expect(kept == (text.contains(known) ? 1 : 0), "cut at \(length)")
    }
  }

  @Test(
    "whoever sends no answer, or not even all lines, is told the status and the desk all the same",
    arguments: [0, 40, 110, 300, Int.max])
  func lastWords(length: Int) throws {
    let fixture = try AGIFixture()
    let channel = AGIFixture.channel()
    channel.rawEnvironment = Array(channel.environment.bytes.prefix(length))
    channel.answersNothing = true
    #expect(try fixture.run("urgent", channel) == 0)
    #expect(
      channel.commands.suffix(2) == [
        "SET VARIABLE AMPARO_FALLBACK \"\(AGIFixture.desk)\"",
        "SET VARIABLE AMPARO_STATUS \"fallback\"",
      ])
  }

  @Test("an environment that never ends is given up after its time, and the call goes to the desk")
  func endless() throws {
    let fixture = try AGIFixture()
    let channel = AGIFixture.channel()
    channel.rawEnvironment = Array("agi_request: amparo-agi\nagi_channel: x\n".utf8)
    #expect(try fixture.run("urgent", channel) == 0)
    #expect(channel.variables["AMPARO_STATUS"] == "fallback")
  }

  @Test("FACTS: with AGIEXITONHANGUP a broken pipe ends nothing half-way: the request is kept")
  func brokenPipe() throws {
    let fixture = try AGIFixture()
    let channel = AGIFixture.channel()
    channel.endsAfterEnvironment = true
    #expect(try fixture.run("urgent", channel) == 0)
    #expect(try fixture.spooled().count == 1)
  }

  @Test("FACTS 2: SIGHUP during the call withdraws nothing, and the status is set all the same")
  func hangUp() throws {
    let fixture = try AGIFixture()
    let listener = try ListeningSocket.bind(path: fixture.socket)
    let channel = AGIFixture.channel()
    var asked: Descriptor?
    channel.hangsUpWhen = {
      asked = try listener.accept()
      return asked != nil
    }
    #expect(try fixture.run("urgent", channel) == 0)
    #expect(channel.isHungUp)
    #expect(channel.variables["AMPARO_STATUS"] == "fallback")
    #expect(try fixture.spooled().count == 1)
    asked?.close()
    listener.close()
  }

  @Test("the program that delivers holds none of Asterisk's pipes and outlives the call's")
  func detached() throws {
    let fixture = try AGIFixture()
    let took = try milliseconds { _ = try fixture.run("urgent", AGIFixture.channel()) }
    #expect(took < 6000)
    #expect(try fixture.spooled().count == 1)
  }
}

extension String {
  /// Where a word begins.
  func range(_ word: String) -> String.Index? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(word) { return index }
      index = self.index(after: index)
    }
    return nil
  }
}
