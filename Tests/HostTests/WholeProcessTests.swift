import Glibc
import Testing

@testable import AmparoHost

/// What changes the whole process, each in a process of its own.
@Suite struct WholeProcessTests {
  @Test("With no descriptor left a peer is turned away at once, and the next one is served")
  func noDescriptorLeft() async {
    await #expect(processExitsWith: .success) {
      let scratch = try Scratch()
      let path = scratch.file("door.sock")
      let listener = try ListeningSocket.bind(path: path)
      let turnedAway = try LineClient(path: path)
      var hoard: [Descriptor] = []
      var limit = rlimit(rlim_cur: 256, rlim_max: 256)
      guard setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { exit(7) }
      while case let raw = dup(listener.descriptor.raw), raw >= 0 { hoard.append(Descriptor(raw)) }
      do throws(SystemError) {
        _ = try listener.accept()
        exit(2)
      } catch {
        guard error.code == EMFILE else { exit(3) }
      }
      guard try turnedAway.receive(timeoutMilliseconds: 10_000) == .closed else { exit(4) }
      hoard = []
      let served = try LineClient(path: path)
      guard try listener.accept() != nil else { exit(5) }
      served.close()
      listener.close()
      guard scratch.names.isEmpty else { exit(6) }
    }
  }

  @Test("Signals come by the descriptor, those of a lost peer or a size limit not at all")
  func signals() async {
    await #expect(processExitsWith: .success) {
      let signals = try Signals()
      guard signals.pending().isEmpty else { exit(2) }
      // To this thread, for the test's own others were there before the mask.
      for number in [SIGPIPE, SIGXFSZ, SIGHUP, SIGTERM] { pthread_kill(pthread_self(), number) }
      guard try signals.descriptor.wait(for: .read, until: soon()) else { exit(3) }
      guard signals.pending() == [.hangUp, .terminate] else { exit(4) }
      pthread_kill(pthread_self(), SIGINT)
      guard signals.pending() == [.terminate] else { exit(5) }
    }
  }

  @Test("Taking the service manager's socket unsets what told of it")
  func unsetsVariables() async {
    await #expect(processExitsWith: .success) {
      let scratch = try Scratch()
      let socket = try SocketAddress.stream()
      _ = SocketAddress.with(scratch.file("door.sock")) { bind(socket.raw, $0, $1) }
      guard listen(socket.raw, 8) == 0 else { exit(2) }
      setenv("LISTEN_FDS", "1", 1)
      setenv("LISTEN_PID", "\(getpid())", 1)
      setenv("LISTEN_FDNAMES", "amparo", 1)
      guard let listener = try ListeningSocket.inherited(first: dup(socket.raw)) else { exit(3) }
      for name in ["LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES"] {
        guard Environment.value(name) == nil else { exit(4) }
      }
      guard try ListeningSocket.inherited() == nil else { exit(5) }
      listener.close()
    }
  }

  @Test("The socket's mode is 0660 under the narrowest and the widest umask, which stays as it was")
  func modeUnderUmask() async {
    await #expect(processExitsWith: .success) {
      let scratch = try Scratch()
      for mask in [0o777, 0o077, 0] as [mode_t] {
        umask(mask)
        let listener = try ListeningSocket.bind(path: scratch.file("door.sock"))
        guard mode(of: scratch.file("door.sock")) == 0o660 else { exit(2) }
        guard umask(mask) == mask else { exit(3) }
        listener.close()
      }
    }
  }
}
