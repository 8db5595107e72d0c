-- The application signs in as coop_app. Whatever becomes of a book or of the journal, it can only ask the functions for.
-- Who runs the migrations owns everything. Passwords are the operator's: ALTER ROLE coop_app PASSWORD '…'.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'coop_app') THEN
    CREATE ROLE coop_app LOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- roles belong to the whole server: another database's migration was there first
END $$;

-- Set on the role: set inside a statement they would not bind it. A commit that cannot have its locks soon is told so.
DO $$
BEGIN
  EXECUTE format('ALTER ROLE coop_app IN DATABASE %I SET lock_timeout = ''5s''', current_database());
  EXECUTE format('ALTER ROLE coop_app IN DATABASE %I SET statement_timeout = ''15s''', current_database());
  EXECUTE format('ALTER ROLE coop_app IN DATABASE %I SET idle_in_transaction_session_timeout = ''10s''', current_database());
END $$;

GRANT USAGE ON SCHEMA coop TO coop_app;
GRANT SELECT ON ALL TABLES IN SCHEMA coop TO coop_app;
GRANT INSERT, UPDATE ON coop.view_checkpoint TO coop_app;
GRANT INSERT ON coop.access_journal TO coop_app;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA coop FROM PUBLIC;
GRANT EXECUTE ON FUNCTION coop.book_lock, coop.commit_books, coop.write_snapshot TO coop_app;
