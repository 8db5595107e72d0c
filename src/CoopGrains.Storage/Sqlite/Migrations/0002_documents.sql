-- Scans and evidence, by the SHA-256 of their content; each upload is remembered, the content is kept once.
CREATE TABLE document (
  hash TEXT NOT NULL PRIMARY KEY,
  size INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;

CREATE TABLE document_upload (
  number INTEGER NOT NULL PRIMARY KEY,
  operation_id TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL REFERENCES document (hash),
  media_type TEXT NOT NULL,
  name TEXT NOT NULL,
  user TEXT NOT NULL,
  agency TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE INDEX document_upload_by_hash ON document_upload (hash, number);

CREATE TRIGGER documents_never_change BEFORE UPDATE ON document
BEGIN
  SELECT RAISE(ABORT, 'documents never change');
END;

CREATE TRIGGER uploads_never_change BEFORE UPDATE ON document_upload
BEGIN
  SELECT RAISE(ABORT, 'uploads never change');
END;
