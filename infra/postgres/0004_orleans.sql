-- For sites whose silos keep books through Microsoft.Orleans.Persistence.AdoNet. Orleans asks the statements below, by the names of
-- its parameters and columns, for one book at a time; they commit with the same function as the group commit does.

-- What a book is, for BookPayload: always one row, so that an asker learns the database's time with every answer.
CREATE FUNCTION coop.orleans_read(key text, OUT payload bytea, OUT version integer)
LANGUAGE sql VOLATILE
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
AS $$
  SELECT convert_to(json_build_object(
    'schema', 1,
    'time', (extract(epoch FROM clock_timestamp()) * 1000000)::bigint,
    'book', CASE WHEN book.book_key IS NOT NULL THEN json_build_object(
      'key', book.book_key,
      'kind', book.kind,
      'restricted', book.restricted,
      'version', book.version,
      'hash', book.hash,
      'snapshot', CASE WHEN snapshot.version IS NOT NULL THEN json_build_object(
        'version', snapshot.version, 'body', snapshot.body, 'rowHash', snapshot.row_hash, 'hash', snapshot.hash) END,
      'events', (
        SELECT json_agg(json_build_object(
          'position', journal.position,
          'epoch', journal.epoch,
          'sequence', journal.sequence,
          'operation', journal.operation_id,
          'ordinal', journal.ordinal,
          'fingerprint', journal.fingerprint,
          'recordedAt', journal.recorded_at,
          'actor', journal.actor,
          'agency', journal.agency,
          'side', journal.side,
          'trace', journal.trace,
          'kind', journal.kind,
          'event', journal.event,
          'hash', journal.hash) ORDER BY journal.sequence)
        FROM coop.journal
        WHERE journal.book_key = book.book_key AND journal.sequence > coalesce(snapshot.version, 0))) END)::text, 'UTF8'),
    book.version::integer
  FROM (SELECT) AS always
    LEFT JOIN coop.book ON book.book_key = key
    LEFT JOIN coop.book_snapshot AS snapshot ON snapshot.book_key = book.book_key
$$;

-- Commits what BookPayload wrote. Answers the new version; the expected one, which Orleans takes for a conflict, if the book is at
-- another or knows an operation already. CG003: too late, CG004: of another kind or restriction; nothing was written then.
CREATE FUNCTION coop.orleans_write(key text, kind text, expected integer, payload bytea) RETURNS integer
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  document CONSTANT jsonb := convert_from(payload, 'UTF8')::jsonb;
  base CONSTANT bigint := coalesce(expected, 0);
  answer record;
BEGIN
  IF key IS NULL THEN
    RAISE EXCEPTION 'a book''s key is a text that is no number' USING ERRCODE = 'CG004';
  END IF;
  IF document ->> 'schema' IS DISTINCT FROM '1' THEN
    RAISE EXCEPTION 'coop.orleans_write does not know payloads of schema %', document ->> 'schema' USING ERRCODE = 'CG004';
  END IF;
  IF jsonb_array_length(document -> 'events') = 0 THEN
    RAISE EXCEPTION 'there is nothing to write to %', key USING ERRCODE = 'CG004';
  END IF;

  SELECT committed.* INTO answer
  FROM (
    SELECT
      array_agg(1 ORDER BY number) AS books,
      array_agg(base + number ORDER BY number) AS sequences,
      array_agg(e ->> 'operation' ORDER BY number) AS operations,
      array_agg((e ->> 'ordinal')::integer ORDER BY number) AS ordinals,
      array_agg(e ->> 'fingerprint' ORDER BY number) AS fingerprints,
      array_agg(e ->> 'actor' ORDER BY number) AS actors,
      array_agg(e ->> 'agency' ORDER BY number) AS agencies,
      array_agg(e ->> 'side' ORDER BY number) AS sides,
      array_agg(e ->> 'trace' ORDER BY number) AS traces,
      array_agg(e ->> 'kind' ORDER BY number) AS kinds,
      array_agg(e ->> 'event' ORDER BY number) AS events
    FROM jsonb_array_elements(document -> 'events') WITH ORDINALITY AS element (e, number)
  ) AS asked,
  LATERAL coop.commit_books(
    (document ->> 'now')::bigint, ARRAY[key], ARRAY[kind], ARRAY[(document ->> 'restricted')::boolean], ARRAY[base],
    ARRAY[(document ->> 'deadline')::bigint], asked.books, asked.sequences, asked.operations, asked.ordinals, asked.fingerprints,
    asked.actors, asked.agencies, asked.sides, asked.traces, asked.kinds, asked.events) AS committed;

  CASE answer.outcomes[1]
    WHEN 0 THEN NULL;
    WHEN 1, 2 THEN RETURN expected;
    WHEN 3 THEN RAISE EXCEPTION '% was written after its deadline', key USING ERRCODE = 'CG003';
    ELSE RAISE EXCEPTION '% is of another kind, or otherwise restricted; that never changes', key USING ERRCODE = 'CG004';
  END CASE;
  IF document -> 'snapshot' <> 'null' THEN
    PERFORM coop.write_snapshot(
      key, NULL, (document -> 'snapshot' ->> 'version')::bigint, document -> 'snapshot' ->> 'body');
  END IF;
  -- NOTIFY makes commits wait for each other, but those of this function do so in any case.
  PERFORM pg_notify('coop_journal', answer.positions[cardinality(answer.positions)]::text);
  RETURN answer.versions[1]::integer;
END $$;

CREATE FUNCTION coop.orleans_refuse(what text) RETURNS integer
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RAISE EXCEPTION 'books are never %: what a book has recorded stays', what USING ERRCODE = 'CG005';
END $$;

REVOKE EXECUTE ON FUNCTION coop.orleans_read, coop.orleans_write, coop.orleans_refuse FROM PUBLIC;
GRANT EXECUTE ON FUNCTION coop.orleans_read, coop.orleans_write, coop.orleans_refuse TO coop_app;

-- Orleans finds its statements, and its membership, where its own scripts put them: without a schema, hence in public. Called by
-- every migration, since an operator may apply those scripts at any time; a site without a cluster needs none of it.
CREATE FUNCTION coop.install_orleans() RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF to_regclass('public.orleansquery') IS NULL THEN
    IF NOT has_schema_privilege('public', 'CREATE') THEN
      RETURN;
    END IF;
    CREATE TABLE public.OrleansQuery (
      QueryKey varchar(64) NOT NULL CONSTRAINT OrleansQuery_Key PRIMARY KEY,
      QueryText varchar(8000) NOT NULL);
  END IF;
  INSERT INTO public.OrleansQuery (QueryKey, QueryText)
  VALUES
    ('ReadFromStorageKey', 'SELECT payload AS PayloadBinary, version AS Version FROM coop.orleans_read(@GrainIdExtensionString)'),
    ('WriteToStorageKey', 'SELECT coop.orleans_write(@GrainIdExtensionString, @GrainTypeString, @GrainStateVersion, @PayloadBinary)'
      || ' AS NewGrainStateVersion'),
    ('ClearStorageKey', 'SELECT coop.orleans_refuse(''cleared'') AS NewGrainStateVersion'),
    ('DeleteStorageKey', 'SELECT coop.orleans_refuse(''deleted'') AS NewGrainStateVersion')
  ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText WHERE OrleansQuery.QueryText <> excluded.QueryText;
  GRANT USAGE ON SCHEMA public TO coop_app;
  GRANT SELECT ON public.OrleansQuery TO coop_app;
  IF to_regclass('public.orleansmembershiptable') IS NOT NULL THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON public.OrleansMembershipTable, public.OrleansMembershipVersionTable TO coop_app;
  END IF;
END $$;

REVOKE EXECUTE ON FUNCTION coop.install_orleans FROM PUBLIC;
SELECT coop.install_orleans();
