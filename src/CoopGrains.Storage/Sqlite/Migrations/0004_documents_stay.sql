-- As on PostgreSQL: what was uploaded is never deleted.
CREATE TRIGGER documents_stay BEFORE DELETE ON document
BEGIN
  SELECT RAISE(ABORT, 'documents stay');
END;

CREATE TRIGGER uploads_stay BEFORE DELETE ON document_upload
BEGIN
  SELECT RAISE(ABORT, 'uploads stay');
END;
