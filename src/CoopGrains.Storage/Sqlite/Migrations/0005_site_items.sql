-- What all processes of a site share beside books: keys, and what was ended early. Items never change, and stay until their time.
CREATE TABLE site_item (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  until INTEGER NOT NULL,
  UNIQUE (kind, name)
) STRICT;

CREATE INDEX site_item_by_end ON site_item (until);

CREATE TRIGGER site_items_never_change BEFORE UPDATE ON site_item
BEGIN
  SELECT RAISE(ABORT, 'site items never change');
END;

CREATE TRIGGER site_items_stay_until_their_time BEFORE DELETE ON site_item WHEN OLD.until > unixepoch() * 1000000
BEGIN
  SELECT RAISE(ABORT, 'site items stay until their time');
END;
