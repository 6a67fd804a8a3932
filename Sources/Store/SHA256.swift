/// SHA-256 as FIPS 180-4 (August 2015) defines it, section 6.2.
struct SHA256 {
  /// Section 4.2.2: the first 32 bits of the fractional parts of the cube roots of the first 64
  /// primes.
  private static let k: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]

  /// Section 5.3.3.
  private var state:
    (
      UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32
    ) = (
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
      0x5be0_cd19
    )

  static func hash(_ message: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    let whole = message.count / 64 * 64
    message.withUnsafeBytes { bytes in
      var offset = 0
      while offset < whole {
        hash.compress(UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + 64]))
        offset += 64
      }
    }
    // Section 5.1.1: a one bit, zeros, and the length in bits.
    var tail = Array(message[whole...]) + [0x80]
    while tail.count % 64 != 56 { tail.append(0) }
    let bits = UInt64(message.count) * 8
    for shift in stride(from: 56, through: 0, by: -8) {
      tail.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    tail.withUnsafeBytes { bytes in
      for offset in stride(from: 0, to: bytes.count, by: 64) {
        hash.compress(UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + 64]))
      }
    }
    return hash.digest
  }

  private var digest: [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(32)
    let (a, b, c, d, e, f, g, h) = state
    for word in [a, b, c, d, e, f, g, h] {
      for shift in stride(from: UInt32(24), through: 0, by: -8) {
        out.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    return out
  }

  /// Section 6.2.2, with the message schedule kept in sixteen words that are renewed in place.
  private mutating func compress(_ block: UnsafeRawBufferPointer) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 16) { w in
      for t in 0..<16 {
        w[t] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: t * 4, as: UInt32.self))
      }
      Self.k.withUnsafeBufferPointer { k in rounds(w, k) }
    }
  }

  /// The sixteen words of `w` are those of the rounds at hand: renewed in place before each
  /// further sixteen. Eight rounds are written out, so that no variable has to be moved to its
  /// neighbour's place.
  private mutating func rounds(
    _ w: UnsafeMutableBufferPointer<UInt32>, _ k: UnsafeBufferPointer<UInt32>
  ) {
    var (a, b, c, d, e, f, g, h) = state
    for first in stride(from: 0, to: 64, by: 16) {
      if first > 0 { Self.renew(w) }
      for t in stride(from: 0, to: 16, by: 8) {
        let k = UnsafeBufferPointer(rebasing: k[(first &+ t)..<(first &+ t &+ 8)])
        Self.round(a, b, c, &d, e, f, g, &h, k[0] &+ w[t])
        Self.round(h, a, b, &c, d, e, f, &g, k[1] &+ w[t &+ 1])
        Self.round(g, h, a, &b, c, d, e, &f, k[2] &+ w[t &+ 2])
        Self.round(f, g, h, &a, b, c, d, &e, k[3] &+ w[t &+ 3])
        Self.round(e, f, g, &h, a, b, c, &d, k[4] &+ w[t &+ 4])
        Self.round(d, e, f, &g, h, a, b, &c, k[5] &+ w[t &+ 5])
        Self.round(c, d, e, &f, g, h, a, &b, k[6] &+ w[t &+ 6])
        Self.round(b, c, d, &e, f, g, h, &a, k[7] &+ w[t &+ 7])
      }
    }
    state = (
      state.0 &+ a, state.1 &+ b, state.2 &+ c, state.3 &+ d, state.4 &+ e, state.5 &+ f,
      state.6 &+ g, state.7 &+ h
    )
  }

  @inline(__always)
  private static func renew(_ w: UnsafeMutableBufferPointer<UInt32>) {
    for t in 0..<16 {
      let w15 = w[(t &+ 1) & 15]
      let w2 = w[(t &+ 14) & 15]
      let s0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >> 3)
      let s1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >> 10)
      w[t] = w[t] &+ s0 &+ w[(t &+ 9) & 15] &+ s1
    }
  }

  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32,
    _ g: UInt32, _ h: inout UInt32, _ added: UInt32
  ) {
    let sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    let t1 = h &+ sum1 &+ (g ^ (e & (f ^ g))) &+ added
    let sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    d = d &+ t1
    h = t1 &+ sum0 &+ ((a & b) | (c & (a | b)))
  }

  /// The mask tells the compiler that no shift is too wide, so that it is one instruction.
  @inline(__always)
  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
    (word &>> count) | (word &<< (32 &- count))
  }
}
