CREATE TABLE book (
  book_key TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  restricted INTEGER NOT NULL CHECK (restricted IN (0, 1)),
  version INTEGER NOT NULL,
  hash TEXT NOT NULL,
  modified_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A table of its own: SQLite rewrites whole rows, and the book's row changes with every commit.
CREATE TABLE book_snapshot (
  book_key TEXT NOT NULL PRIMARY KEY REFERENCES book (book_key),
  version INTEGER NOT NULL,
  row_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE journal (
  position INTEGER NOT NULL PRIMARY KEY,
  epoch INTEGER NOT NULL,
  book_key TEXT NOT NULL REFERENCES book (book_key),
  sequence INTEGER NOT NULL,
  operation_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  agency TEXT NOT NULL,
  side TEXT NOT NULL,
  trace TEXT NOT NULL,
  kind TEXT NOT NULL,
  event TEXT NOT NULL,
  hash TEXT NOT NULL,
  UNIQUE (book_key, sequence),
  UNIQUE (book_key, operation_id, ordinal)
) STRICT;

CREATE TRIGGER journal_rows_never_change BEFORE UPDATE ON journal
BEGIN
  SELECT RAISE(ABORT, 'journal rows never change');
END;

CREATE TRIGGER journal_rows_never_leave BEFORE DELETE ON journal
BEGIN
  SELECT RAISE(ABORT, 'journal rows never leave');
END;

CREATE TABLE journal_epoch (
  epoch INTEGER NOT NULL PRIMARY KEY,
  began_at INTEGER NOT NULL,
  reason TEXT NOT NULL
) STRICT;

CREATE TABLE view_checkpoint (
  name TEXT NOT NULL PRIMARY KEY,
  position INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE access_journal (
  number INTEGER NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL,
  book_key TEXT NOT NULL,
  user TEXT NOT NULL,
  agency TEXT NOT NULL,
  trace TEXT NOT NULL
) STRICT;

CREATE INDEX access_journal_by_book ON access_journal (book_key, number);

CREATE TRIGGER access_rows_never_change BEFORE UPDATE ON access_journal
BEGIN
  SELECT RAISE(ABORT, 'access rows never change');
END;

-- Made with the store and never rotated: ids of restricted books are derived with it.
CREATE TABLE store_secret (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
