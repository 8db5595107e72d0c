-- What all processes of a site share beside books: keys, and what was ended early. Items never change, and stay until their time.
CREATE TABLE coop.site_item (
  number bigint NOT NULL PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  kind text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  body text NOT NULL,
  until bigint NOT NULL,
  UNIQUE (kind, name)
);

CREATE INDEX site_item_by_end ON coop.site_item (until);

CREATE FUNCTION coop.refuse_early_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.until > extract(epoch FROM clock_timestamp()) * 1000000 THEN
    RAISE EXCEPTION 'site items stay until their time';
  END IF;
  RETURN OLD;
END $$;

REVOKE EXECUTE ON FUNCTION coop.refuse_early_end FROM PUBLIC;

CREATE TRIGGER site_items_never_change BEFORE UPDATE OR TRUNCATE ON coop.site_item
  FOR EACH STATEMENT EXECUTE FUNCTION coop.refuse_change();

CREATE TRIGGER site_items_stay_until_their_time BEFORE DELETE ON coop.site_item
  FOR EACH ROW EXECUTE FUNCTION coop.refuse_early_end();

GRANT SELECT, INSERT, DELETE ON coop.site_item TO coop_app;
