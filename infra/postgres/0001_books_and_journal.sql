-- The same tables as on SQLite, in a schema of their own. Times are microseconds since 1970-01-01 UTC, as the hashes want them.
DO $$
BEGIN
  IF current_setting('server_encoding') <> 'UTF8' THEN
    RAISE EXCEPTION 'the database has encoding %, and hashes are over UTF8: create it with ENCODING ''UTF8''',
      current_setting('server_encoding');
  END IF;
END $$;

-- Half of each page stays free: a commit changes the book's row in place, without touching its index.
CREATE TABLE coop.book (
  book_key text COLLATE "C" NOT NULL PRIMARY KEY,
  kind text NOT NULL,
  restricted boolean NOT NULL,
  version bigint NOT NULL,
  hash text NOT NULL,
  modified_at bigint NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

CREATE TABLE coop.book_snapshot (
  book_key text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES coop.book (book_key),
  version bigint NOT NULL,
  row_hash text NOT NULL,
  hash text NOT NULL,
  body text NOT NULL
);

-- No foreign key to the book: rows come only through commit_books, which has its row; checking each again costs a third of the insert.
CREATE TABLE coop.journal (
  position bigint NOT NULL PRIMARY KEY,
  epoch integer NOT NULL,
  book_key text COLLATE "C" NOT NULL,
  sequence bigint NOT NULL,
  operation_id text COLLATE "C" NOT NULL,
  ordinal integer NOT NULL,
  fingerprint text NOT NULL,
  recorded_at bigint NOT NULL,
  actor text NOT NULL,
  agency text NOT NULL,
  side text NOT NULL,
  trace text NOT NULL,
  kind text NOT NULL,
  event text NOT NULL,
  hash text NOT NULL,
  UNIQUE (book_key, sequence),
  UNIQUE (book_key, operation_id, ordinal)
);

CREATE TABLE coop.journal_epoch (
  epoch integer NOT NULL PRIMARY KEY,
  began_at bigint NOT NULL,
  reason text NOT NULL
);

CREATE TABLE coop.view_checkpoint (
  name text NOT NULL PRIMARY KEY,
  position bigint NOT NULL,
  epoch integer NOT NULL,
  body text NOT NULL
);

CREATE TABLE coop.access_journal (
  number bigint NOT NULL PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  at bigint NOT NULL,
  book_key text COLLATE "C" NOT NULL,
  "user" text NOT NULL,
  agency text NOT NULL,
  trace text NOT NULL
);

CREATE INDEX access_journal_by_book ON coop.access_journal (book_key, number);

-- Made with the store and never rotated: ids of restricted books are derived with it.
CREATE TABLE coop.store_secret (
  name text NOT NULL PRIMARY KEY,
  value text NOT NULL
);

-- Against slips of the owner; the application's role has no right to any of this.
CREATE FUNCTION coop.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% rows never change and never leave', TG_TABLE_NAME;
END $$;

CREATE TRIGGER journal_rows_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON coop.journal
  FOR EACH STATEMENT EXECUTE FUNCTION coop.refuse_change();

CREATE TRIGGER access_rows_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON coop.access_journal
  FOR EACH STATEMENT EXECUTE FUNCTION coop.refuse_change();
