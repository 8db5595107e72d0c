-- Scans and evidence, by the SHA-256 of their content; each upload is remembered, the content is kept once.
CREATE TABLE coop.document (
  hash text COLLATE "C" NOT NULL PRIMARY KEY,
  size bigint NOT NULL,
  body bytea NOT NULL
);

CREATE TABLE coop.document_upload (
  number bigint NOT NULL PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  operation_id text COLLATE "C" NOT NULL UNIQUE,
  hash text COLLATE "C" NOT NULL REFERENCES coop.document (hash),
  media_type text NOT NULL,
  name text NOT NULL,
  "user" text NOT NULL,
  agency text NOT NULL,
  at bigint NOT NULL
);

CREATE INDEX document_upload_by_hash ON coop.document_upload (hash, number);

-- Compressed already: the server need not try.
ALTER TABLE coop.document ALTER COLUMN body SET STORAGE EXTERNAL;

CREATE TRIGGER documents_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON coop.document
  FOR EACH STATEMENT EXECUTE FUNCTION coop.refuse_change();

CREATE TRIGGER uploads_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON coop.document_upload
  FOR EACH STATEMENT EXECUTE FUNCTION coop.refuse_change();

GRANT SELECT, INSERT ON coop.document, coop.document_upload TO coop_app;
