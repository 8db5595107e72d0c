-- What was asked for, and by which leave; empty in rows of before.
ALTER TABLE access_journal ADD COLUMN path TEXT NOT NULL DEFAULT '';
ALTER TABLE access_journal ADD COLUMN leave TEXT NOT NULL DEFAULT '';

CREATE TRIGGER access_rows_stay BEFORE DELETE ON access_journal
BEGIN
  SELECT RAISE(ABORT, 'access rows stay');
END;
