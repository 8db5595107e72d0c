-- What was asked for, and by which leave; empty in rows of before.
ALTER TABLE coop.access_journal ADD COLUMN path text NOT NULL DEFAULT '';
ALTER TABLE coop.access_journal ADD COLUMN leave text NOT NULL DEFAULT '';
