-- Bodies are long and always written whole; by default compressing them would be most of what a checkpoint costs the server.
DO $$
BEGIN
  ALTER TABLE coop.view_checkpoint ALTER COLUMN body SET COMPRESSION lz4;
  ALTER TABLE coop.book_snapshot ALTER COLUMN body SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
  NULL; -- a server that was built without lz4 keeps the default
END $$;
