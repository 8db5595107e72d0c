-- Compressing a checkpoint of the view takes longer than all else about it, beside everybody's commits; it is read back once in a while.
ALTER TABLE coop.view_checkpoint ALTER COLUMN body SET STORAGE EXTERNAL;
