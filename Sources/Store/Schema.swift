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

  static let migrations = [
    Migration(name: "ledger, alerts, pages, directory", sql: first),
    Migration(name: "directory in generations, follow-ups, alerts by case", sql: second),
    Migration(name: "what belongs to no alert, by row", sql: changes),
  ]

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

  /// So that the few changes of the directory are found among millions of events.
  private static let changes = """
    CREATE INDEX events_beside ON events (seq) WHERE alert IS NULL;
    """

  /// A row of the directory counts from its generation on: a change too large for one turn is
  /// written in many under the next generation, and adopted as a whole by one number in `meta`. A
  /// row without a body takes the part away.
  private static let second = """
    CREATE TABLE generations (
      kind TEXT NOT NULL, id TEXT NOT NULL, generation INTEGER NOT NULL,
      position INTEGER NOT NULL, since INTEGER, body TEXT,
      PRIMARY KEY (kind, id, generation)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO generations SELECT kind, id, 0, position, NULL, body FROM directory;
    DROP TABLE directory;
    ALTER TABLE generations RENAME TO directory;
    CREATE TABLE follow_ups (
      id INTEGER PRIMARY KEY, case_id TEXT NOT NULL, kind TEXT NOT NULL, due INTEGER NOT NULL,
      alert INTEGER, done_at INTEGER, done_by TEXT, note TEXT
    ) STRICT;
    CREATE INDEX follow_ups_case ON follow_ups (case_id, done_at);
    CREATE INDEX follow_ups_open ON follow_ups (due) WHERE done_at IS NULL;
    CREATE TABLE alert_cases (
      case_id TEXT NOT NULL, alert INTEGER NOT NULL, PRIMARY KEY (case_id, alert)
    ) STRICT, WITHOUT ROWID;
    WITH RECURSIVE split (alert, first, rest) AS (
      SELECT id, NULL, cases || ',' FROM alerts WHERE cases <> ''
      UNION ALL
      SELECT alert, substr(rest, 1, instr(rest, ',') - 1), substr(rest, instr(rest, ',') + 1)
      FROM split WHERE rest <> ''
    )
    INSERT OR IGNORE INTO alert_cases SELECT first, alert FROM split WHERE first <> '';
    CREATE INDEX access_lists ON access (at) WHERE case_id IS NULL;
    CREATE INDEX access_said ON access (at) WHERE personal IS NOT NULL;
    CREATE INDEX events_said ON events (at) WHERE personal IS NOT NULL AND alert IS NULL;
    """
}
