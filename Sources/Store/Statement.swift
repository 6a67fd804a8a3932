import AmparoCore
import CSQLite

/// A prepared statement. Bound texts and blobs are copied by SQLite, so nothing outlives a call.
final class Statement {
  private let connection: Connection
  private let handle: OpaquePointer
  private let action: String

  /// SQLITE_TRANSIENT, which its header has as a cast Swift cannot import.
  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  init(_ connection: Connection, _ sql: String, _ action: String) throws(StoreError) {
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v3(
      connection.handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    guard code == SQLITE_OK, let prepared else { throw connection.error(action, code) }
    self.connection = connection
    self.handle = prepared
    self.action = action
  }

  deinit { sqlite3_finalize(handle) }

  func bind(_ index: Int32, _ value: Int64?) {
    if let value {
      sqlite3_bind_int64(handle, index, value)
    } else {
      sqlite3_bind_null(handle, index)
    }
  }

  func bind(_ index: Int32, _ value: Int) { bind(index, Int64(value)) }
  func bind(_ index: Int32, _ value: Bool) { bind(index, value ? 1 : 0) }

  func bind(_ index: Int32, _ value: String?) {
    guard var value else { return bind(index, nil as Int64?) }
    value.withUTF8 { bind(index, textBytes: UnsafeRawBufferPointer($0)) }
  }

  /// Text that is already in UTF-8.
  func bind(_ index: Int32, text value: [UInt8]?) {
    guard let value else { return bind(index, nil as Int64?) }
    value.withUnsafeBytes { bind(index, textBytes: $0) }
  }

  private func bind(_ index: Int32, textBytes bytes: UnsafeRawBufferPointer) {
    // An empty text may have no address, which SQLite would take for NULL.
    guard let start = bytes.baseAddress, !bytes.isEmpty else {
      sqlite3_bind_text(handle, index, "", 0, Self.transient)
      return
    }
    sqlite3_bind_text(
      handle, index, start.assumingMemoryBound(to: CChar.self), Int32(bytes.count),
      Self.transient)
  }

  func bind(_ index: Int32, _ value: [UInt8]?) {
    guard let value else { return bind(index, nil as Int64?) }
    guard !value.isEmpty else {
      sqlite3_bind_zeroblob(handle, index, 0)
      return
    }
    value.withUnsafeBytes {
      _ = sqlite3_bind_blob(handle, index, $0.baseAddress, Int32($0.count), Self.transient)
    }
  }

  /// Moves to the next row; false when there is none, and the statement is ready for another use.
  func step() throws(StoreError) -> Bool {
    let code = sqlite3_step(handle)
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE:
      sqlite3_reset(handle)
      return false
    default:
      sqlite3_reset(handle)
      throw connection.error(action, code)
    }
  }

  /// Carries out a statement that answers nothing.
  func run() throws(StoreError) {
    while try step() {}
  }

  func reset() { sqlite3_reset(handle) }

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }
  func int(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }
  func optionalInt(_ column: Int32) -> Int64? { isNull(column) ? nil : int(column) }
  /// A stored time; nil for NULL and for what is none.
  func time(_ column: Int32) -> Int64? {
    optionalInt(column).flatMap { Timestamp.bounds.contains($0) ? $0 : nil }
  }

  func text(_ column: Int32) -> String {
    guard let bytes = sqlite3_column_text(handle, column) else { return "" }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  /// The text in UTF-8 where it lies, until the next step.
  func withText<Result>(
    _ column: Int32, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let bytes = sqlite3_column_text(handle, column)
    let count = Int(sqlite3_column_bytes(handle, column))
    return body(UnsafeBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
  }

  func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  func blob(_ column: Int32) -> [UInt8] {
    guard let bytes = sqlite3_column_blob(handle, column) else { return [] }
    return Array(
      UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(handle, column))))
  }

  func optionalBlob(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : blob(column) }
}
