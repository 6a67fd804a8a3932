import Glibc

/// What reads bytes that others wrote. Each target checks, beside not crashing, what must hold of
/// whatever it was given.
enum FuzzTarget: String, CaseIterable {
  case frames, json, json5, requests, numbers, agi, directory, configuration, message
  /// A fault that was planted, to show that the fuzzer finds one.
  case canary

  /// The one that the environment names; the fuzzer runs one for as long as it lives.
  static let chosen: FuzzTarget = {
    guard let name = getenv("FUZZ_TARGET").map({ String(cString: $0) }),
      let target = FuzzTarget(rawValue: name)
    else { preconditionFailure("FUZZ_TARGET names none of \(FuzzTarget.allCases)") }
    return target
  }()

  func run(_ bytes: [UInt8]) {
    switch self {
    case .frames: FrameFuzz.run(bytes)
    case .json: JSONFuzz.run(bytes)
    case .json5: JSONFuzz.runJSON5(bytes)
    case .requests: RequestFuzz.run(bytes)
    case .numbers: NumberFuzz.run(bytes)
    case .agi: AGIFuzz.run(bytes)
    case .directory: DocumentFuzz.runDirectory(bytes)
    case .configuration: DocumentFuzz.runConfiguration(bytes)
    case .message: MessageFuzz.run(bytes)
    case .canary: CanaryFuzz.run(bytes)
    }
  }
}

/// libFuzzer's entry (llvm.org/docs/LibFuzzer.html).
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzTarget.chosen.run(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
