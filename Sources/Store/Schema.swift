/// What the database looks like, as a list of named steps.
///
/// To change it: append a migration, never touch one that has been released; keep readers of old
/// rows; add a test that opens a database of the step before.
enum Schema {
  struct Migration {
    var name: String
    var sql: String
  }

  /// "AMPA": tells our files from every other program's (sqlite.org/fileformat.html, offset 68).
  static let applicationID: Int64 = 0x414D_5041

  static let migrations = [Migration(name: "ledger, alerts, pages, directory", sql: first)]

  static var version: Int64 { Int64(migrations.count) }

  /// `events` and `access` are one chain over one counter, `seq`; apart, since who read what is
  /// kept, shown and erased by other rules.
  private static let first = """
    CREATE TABLE events (
      seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, alert INTEGER,
      actor TEXT NOT NULL, body TEXT NOT NULL, personal TEXT, salt BLOB, digest BLOB,
      stream INTEGER, hash BLOB NOT NULL
    ) STRICT;
    CREATE INDEX events_alert ON events (alert) WHERE alert IS NOT NULL;
    CREATE INDEX events_stream ON events (stream) WHERE stream IS NOT NULL;
    CREATE TABLE access (
      seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, alert INTEGER,
      actor TEXT NOT NULL, case_id TEXT, body TEXT NOT NULL, personal TEXT, salt BLOB,
      digest BLOB, hash BLOB NOT NULL
    ) STRICT;
    CREATE INDEX access_case ON access (case_id, at) WHERE case_id IS NOT NULL;
    CREATE TABLE alerts (
      id INTEGER PRIMARY KEY, state TEXT NOT NULL, is_open INTEGER NOT NULL,
      is_drill INTEGER NOT NULL, raised_at INTEGER NOT NULL, closed_at INTEGER,
      deadline INTEGER, step INTEGER NOT NULL, round INTEGER NOT NULL, responder TEXT,
      cases TEXT NOT NULL, source TEXT NOT NULL, outcome TEXT
    ) STRICT;
    CREATE INDEX alerts_open ON alerts (id) WHERE is_open;
    CREATE TABLE requests (
      request_id TEXT PRIMARY KEY, alert INTEGER NOT NULL REFERENCES alerts (id)
        DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE pages (
      id INTEGER PRIMARY KEY, alert INTEGER NOT NULL REFERENCES alerts (id)
        DEFERRABLE INITIALLY DEFERRED,
      officer TEXT NOT NULL, channel TEXT NOT NULL, step INTEGER NOT NULL,
      round INTEGER NOT NULL, issued_at INTEGER NOT NULL, state TEXT NOT NULL
    ) STRICT;
    CREATE INDEX pages_owed ON pages (alert) WHERE state = 'owed';
    CREATE TABLE directory (
      kind TEXT NOT NULL, id TEXT NOT NULL, position INTEGER NOT NULL, body TEXT NOT NULL,
      PRIMARY KEY (kind, id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    """
}
