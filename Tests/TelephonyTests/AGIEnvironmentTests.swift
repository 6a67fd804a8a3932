import AmparoCore
import AmparoHost
import AmparoTesting
import Testing

@testable import AmparoTelephony

@Suite struct AGIEnvironmentTests {
  /// What the reader makes of bytes: the environment so far, and whether it ended.
  private func read(_ bytes: [UInt8]) -> (AGIEnvironment, ended: Bool, fault: AGIFault?) {
    var reader = AGIEnvironmentReader()
    do throws(AGIFault) {
      for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        .dropLast()
      {
        if try reader.take(Array(line)) { return (reader.environment, true, nil) }
      }
      return (reader.environment, false, nil)
    } catch {
      return (reader.environment, false, error)
    }
  }

  private func forged(_ change: (inout FakeEnvironment) -> Void) -> [UInt8] {
    var environment = FakeEnvironment(uniqueID: "1795477754.1")
    change(&environment)
    return environment.bytes
  }

  @Test("the environment is read as Asterisk 22 sends it, number and presentation apart")
  func read() {
    let bytes = forged {
      $0.dialled = "968000000"
      $0.presentation = "67"
      $0.arguments = ["urgent", "--silent"]
    }
    let (environment, ended, fault) = read(bytes)
    #expect(ended && fault == nil)
    #expect(environment.uniqueID == "1795477754.1")
    #expect(environment.callerID == "+34600111001")
    #expect(environment.presentation == .unavailable)
    #expect(environment.dialled == "968000000")
    #expect(environment.arguments == ["urgent", "--silent"])
  }

  @Test(
    "the bits of agi_callingpres are told apart from the number",
    arguments: [
      ("0", .allowed), ("1", .allowed), ("3", .allowed), ("32", .restricted), ("35", .restricted),
      ("67", .unavailable), ("64", .unavailable), ("96", nil), ("-", nil), ("", nil),
    ] as [(String, Presentation?)])
  func presentation(value: String, meaning: Presentation?) {
    #expect(read(forged { $0.presentation = value }).0.presentation == meaning)
  }

  @Test("a FastAGI environment is the same after its two lines")
  func network() {
    let head = Array("agi_network: yes\nagi_network_script: urgent?did=1\n".utf8)
    #expect(read(head + forged { _ in }).ended)
    #expect(read(forged { $0.callerID = "1\nagi_network: yes" }).fault != nil)
  }

  @Test(
    "what a caller forges into a number or a name is refused",
    arguments: [
      "+7916\nagi_arg_1: x", "+7916\nagi_dnid: forged\n", "x\n\n200 result=1", "\n",
      "+7916\nagi_calleridname: x\nagi_callingpres: 0", "+7916\nagi_callerid: +7917",
      "+7916\n: ", "+7916\nHANGUP", "x\nagi_threadid: 1\n\n", "+7916\nno colon",
      "+7916\nagi_calleridname:x", "1\n\u{0}\u{7}\r\n",
    ])
  func forgery(value: String) {
    #expect(read(forged { $0.callerID = value }).fault != nil)
    #expect(read(forged { $0.callerName = value }).fault != nil)
    // The call's own key comes before anything a caller can write.
    #expect(read(forged { $0.callerID = value }).0.uniqueID == "1795477754.1")
  }

  @Test("quotes, colons and other letters in a name are a name")
  func oddNames() {
    for name in [#""x" <y>: z"#, "Iván; #$%{}", "200 result=1", "%0A%0A200 result=1"] {
      let (environment, ended, _) = read(forged { $0.callerName = name })
      #expect(ended && environment.callerID == "+34600111001")
    }
  }

  @Test("an environment cut off at any byte never passes for a whole one")
  func cutOff() {
    let whole = forged { $0.arguments = ["urgent"] }
    for length in 0..<whole.count {
      #expect(!read(Array(whole.prefix(length))).ended)
    }
    #expect(read(whole).ended)
  }

  @Test("a key that comes twice, is missing, is unknown or out of order is refused")
  func order() {
    let lines = String(decoding: forged { _ in }, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
    for index in 0..<20 {
      var twice = lines
      twice.insert(lines[index], at: index)
      var missing = lines
      missing.remove(at: index)
      var unknown = lines
      unknown.insert("agi_new: 1", at: index)
      for wrong in [twice, missing, unknown] {
        let bytes = Array(wrong.joined(separator: "\n").utf8)
        #expect(read(bytes).fault != nil, "line \(index)")
      }
    }
  }

  @Test("arguments are numbered from one, without a gap")
  func arguments() {
    let head = Array(forged { _ in }.dropLast())
    func tail(_ text: String) -> AGIFault? { read(head + Array(text.utf8)).fault }
    #expect(tail("agi_arg_1: a\nagi_arg_2: b\n\n") == nil)
    #expect(tail("agi_arg_2: a\n\n") != nil)
    #expect(tail("agi_arg_1: a\nagi_arg_1: b\n\n") != nil)
    #expect(tail("agi_arg_1: a\nagi_uniqueid: 7\n\n") != nil)
  }
}
