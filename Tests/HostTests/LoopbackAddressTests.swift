import Glibc
import Testing

@testable import AmparoHost

@Suite struct LoopbackAddressTests {
  @Test(
    "only this machine's own addresses are taken",
    arguments: [
      ("127.0.0.1", true), ("127.1.2.3", true), ("::1", true), ("localhost", true),
      ("0.0.0.0", false), ("10.0.0.1", false), ("::", false), ("::ffff:127.0.0.1", false),
      ("example.org", false), ("", false), ("127.0.0.1 ", false), ("2130706433", false),
    ])
  func hosts(host: String, isOurs: Bool) {
    #expect((LoopbackAddress(host: host, port: 5038) != nil) == isOurs)
  }

  @Test("a port nobody listens at is refused at once or when the connection is looked at")
  func refused() throws {
    // Port 1 belongs to a service of the last century; nobody here has it.
    let address = try #require(LoopbackAddress(host: "127.0.0.1", port: 1))
    do throws(SystemError) {
      let begun = try address.connect()
      #expect(try begun.wait(for: .write, until: Clock.monotonicNanoseconds() + 5_000_000_000))
      #expect(begun.connectFailure()?.code == ECONNREFUSED)
    } catch {
      #expect(error.code == ECONNREFUSED)
    }
  }
}
