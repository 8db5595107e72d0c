-- Whoever changes a book holds this lock, and so does, shared, whoever must know that no change of it is under way. A key that
-- has no row yet can be locked too, which no row lock could.
CREATE FUNCTION coop.book_lock(book_key text) RETURNS bigint
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN hashtextextended(book_key, 0);

-- Commits events to one or many books: one transaction, one round trip, one outcome for each book. A book that conflicts or
-- comes too late is left out; it never hurts another.
--
-- Asked: books are numbered 1..n by the arrays from keys to deadlines, each key once; the rest are the events of all books,
-- each book's in order. now is the writer's clock, deadlines are in the database's time, both in microseconds.
-- Answered: outcomes 0 committed, 1 another version, 2 operation known (known says which), 3 too late, 4 another kind or
-- restriction; versions as they are now; positions and hashes for each event, 0 and empty where it was left out.
--
-- The order inside makes positions dense and their order the order of commits: first the books, sorted, so that no two commits
-- wait for each other; then, as a statement of its own, the journal. A statement after a lock sees what the lock's last holder
-- committed, in READ COMMITTED only. All commits of all processes pass the journal's lock one by one: nothing waits behind it.
CREATE FUNCTION coop.commit_books(
  now bigint,
  keys text[],
  kinds text[],
  restricted boolean[],
  expected bigint[],
  deadlines bigint[],
  event_books integer[],
  sequences bigint[],
  operations text[],
  ordinals integer[],
  fingerprints text[],
  actors text[],
  agencies text[],
  sides text[],
  traces text[],
  event_kinds text[],
  events text[],
  OUT outcomes integer[],
  OUT versions bigint[],
  OUT known text[],
  OUT positions bigint[],
  OUT hashes text[],
  OUT epoch integer,
  OUT recorded_at bigint,
  OUT database_time bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
-- Plans must not depend on what the tables held when the session began.
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
  books CONSTANT integer := cardinality(keys);
  rows CONSTANT integer := cardinality(events);
  found record;
  b integer;
  first_hashes text[] := array_fill(''::text, ARRAY[books]);
  last_hashes text[];
  heads text[];
  tails text[];
  head bigint;
  number bigint;
  step text;
  era text;
  stamp text;
  moved integer;
  fresh integer;
  good integer;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'commits need READ COMMITTED, not %: the order of positions rests on it', current_setting('transaction_isolation');
  END IF;
  outcomes := array_fill(0, ARRAY[books]);
  versions := array_fill(0::bigint, ARRAY[books]);
  known := array_fill(''::text, ARRAY[books]);
  positions := array_fill(0::bigint, ARRAY[rows]);
  hashes := array_fill(''::text, ARRAY[rows]);

  PERFORM pg_advisory_xact_lock(id)
  FROM (SELECT DISTINCT coop.book_lock(key) AS id FROM unnest(keys) AS key ORDER BY 1) AS sorted;

  -- The rows are locked as well, so that the update below waits for nobody, not even for a stranger who locks one by hand.
  FOR found IN
    SELECT asked.number::integer AS number, book.version, book.hash, book.kind, book.restricted
    FROM unnest(keys) WITH ORDINALITY AS asked (key, number) JOIN coop.book ON book.book_key = asked.key
    FOR NO KEY UPDATE OF book
  LOOP
    b := found.number;
    versions[b] := found.version;
    first_hashes[b] := found.hash;
    IF found.version = expected[b] AND (found.kind <> kinds[b] OR found.restricted <> restricted[b]) THEN
      outcomes[b] := 4;
    END IF;
  END LOOP;
  FOR b IN 1..books LOOP
    IF versions[b] <> expected[b] THEN
      outcomes[b] := 1;
    ELSIF expected[b] = 0 THEN
      first_hashes[b] := encode(sha256(convert_to(
        '17:coopgrains/book/1' || octet_length(keys[b])::text || ':' || keys[b], 'UTF8')), 'hex');
    END IF;
  END LOOP;

  database_time := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
  IF NOT 0 = ANY (outcomes) THEN
    RETURN;
  END IF;

  -- What RowHash describes, as far as it is known before the position is.
  FOR i IN 1..rows LOOP
    heads[i] := octet_length(keys[event_books[i]])::text || ':' || keys[event_books[i]]
      || octet_length(sequences[i]::text)::text || ':' || sequences[i]::text
      || octet_length(operations[i])::text || ':' || operations[i]
      || octet_length(ordinals[i]::text)::text || ':' || ordinals[i]::text
      || octet_length(fingerprints[i])::text || ':' || fingerprints[i];
    tails[i] := octet_length(actors[i])::text || ':' || actors[i]
      || octet_length(agencies[i])::text || ':' || agencies[i]
      || octet_length(sides[i])::text || ':' || sides[i]
      || octet_length(traces[i])::text || ':' || traces[i]
      || octet_length(event_kinds[i])::text || ':' || event_kinds[i]
      || octet_length(events[i])::text || ':' || events[i];
  END LOOP;

  PERFORM pg_advisory_xact_lock(20261121, 1);

  database_time := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
  SELECT max(journal_epoch.epoch) INTO epoch FROM coop.journal_epoch;
  SELECT journal.position, journal.recorded_at INTO head, recorded_at
  FROM coop.journal ORDER BY journal.position DESC LIMIT 1;
  head := coalesce(head, 0);
  recorded_at := greatest(recorded_at, now);
  era := octet_length(epoch::text)::text || ':' || epoch::text;
  stamp := octet_length(recorded_at::text)::text || ':' || recorded_at::text;

  LOOP
    number := head;
    last_hashes := first_hashes;
    FOR i IN 1..rows LOOP
      b := event_books[i];
      IF deadlines[b] < database_time AND outcomes[b] = 0 THEN
        outcomes[b] := 3;
      END IF;
      IF outcomes[b] <> 0 THEN
        positions[i] := 0;
        hashes[i] := '';
        CONTINUE;
      END IF;
      number := number + 1;
      step := number;
      step := encode(sha256(convert_to('64:' || last_hashes[b] || octet_length(step)::text || ':' || step
        || era || heads[i] || stamp || tails[i], 'UTF8')), 'hex');
      last_hashes[b] := step;
      hashes[i] := step;
      positions[i] := number;
      versions[b] := versions[b] + 1;
      IF sequences[i] <> versions[b] THEN
        RAISE EXCEPTION 'sequence % of % is not the next, %', sequences[i], keys[b], versions[b];
      END IF;
    END LOOP;

    BEGIN
      INSERT INTO coop.journal
      SELECT e.position, epoch, keys[e.book], e.sequence, e.operation, e.ordinal, e.fingerprint, recorded_at,
        e.actor, e.agency, e.side, e.trace, e.kind, e.event, e.hash
      FROM unnest(positions, event_books, sequences, operations, ordinals, fingerprints,
          actors, agencies, sides, traces, event_kinds, events, hashes)
        AS e (position, book, sequence, operation, ordinal, fingerprint, actor, agency, side, trace, kind, event, hash)
      WHERE e.position > 0;
      EXIT;
    EXCEPTION WHEN unique_violation THEN
      -- Known operations are rare: the index finds them for nothing, and only then it is asked which.
      moved := 0;
      FOR found IN
        SELECT e.book, e.operation
        FROM unnest(event_books, operations, positions) WITH ORDINALITY AS e (book, operation, position, number)
          JOIN coop.journal ON journal.book_key = keys[e.book] AND journal.operation_id = e.operation AND journal.ordinal = 0
        WHERE e.position > 0
        ORDER BY e.number DESC
      LOOP
        outcomes[found.book] := 2;
        known[found.book] := found.operation;
        moved := moved + 1;
      END LOOP;
      IF moved = 0 THEN
        RAISE;
      END IF;
      FOR b IN 1..books LOOP
        IF outcomes[b] IN (0, 2) THEN
          versions[b] := expected[b];
        END IF;
      END LOOP;
    END;
  END LOOP;

  good := (SELECT count(*) FROM unnest(outcomes) AS outcome WHERE outcome = 0);
  UPDATE coop.book SET version = asked.version, hash = asked.hash, modified_at = recorded_at
  FROM unnest(outcomes, keys, versions, last_hashes, expected) AS asked (outcome, key, version, hash, expected)
  WHERE asked.outcome = 0 AND asked.expected > 0 AND book.book_key = asked.key AND book.version = asked.expected;
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved < good THEN
    INSERT INTO coop.book
    SELECT asked.key, asked.kind, asked.restricted, asked.version, asked.hash, recorded_at
    FROM unnest(outcomes, keys, kinds, restricted, versions, last_hashes, expected)
      AS asked (outcome, key, kind, restricted, version, hash, expected)
    WHERE asked.outcome = 0 AND asked.expected = 0;
    GET DIAGNOSTICS fresh = ROW_COUNT;
    IF moved + fresh < good THEN
      RAISE EXCEPTION 'a book was changed behind its lock';
    END IF;
  END IF;
END $$;

-- Keeps a snapshot unless a newer one is kept. The row that it stands on never changes, so this needs no lock.
-- expected: the version that the book must be at, or null. Answers the book's version; 0 if there is no such book.
CREATE FUNCTION coop.write_snapshot(key text, expected bigint, snapshot_version bigint, body text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
DECLARE
  actual bigint := coalesce((SELECT version FROM coop.book WHERE book_key = key), 0);
BEGIN
  IF actual = coalesce(expected, actual) THEN
    INSERT INTO coop.book_snapshot AS kept (book_key, version, row_hash, hash, body)
    SELECT key, snapshot_version, journal.hash, encode(sha256(convert_to(
        '21:coopgrains/snapshot/1' || octet_length(key)::text || ':' || key
        || octet_length(snapshot_version::text)::text || ':' || snapshot_version::text
        || octet_length(journal.hash)::text || ':' || journal.hash
        || octet_length(write_snapshot.body)::text || ':' || write_snapshot.body, 'UTF8')), 'hex'), write_snapshot.body
    FROM coop.journal WHERE journal.book_key = key AND journal.sequence = snapshot_version
    ON CONFLICT (book_key) DO UPDATE
    SET version = excluded.version, row_hash = excluded.row_hash, hash = excluded.hash, body = excluded.body
    WHERE excluded.version > kept.version;
  END IF;
  RETURN actual;
END $$;
