#!/bin/sh
# Run once by the image of PostgreSQL, as its superuser: two users, and a database that the first of them owns. The application's user
# gets its rights from `coop migrate` (infra/postgres/0003_roles.sql).
set -eu
secrets=${SECRETS:-/run/secrets}
psql -X -q -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres \
  -v owner="$(cat "$secrets/postgres-owner")" -v app="$(cat "$secrets/postgres-app")" <<'SQL'
-- From PostgreSQL 16 on this lets him manage the roles alone that he is the administrator of.
CREATE ROLE coop_owner LOGIN CREATEROLE PASSWORD :'owner';
CREATE ROLE coop_app LOGIN PASSWORD :'app';
-- So that a migration may set limits on it, and no more.
GRANT coop_app TO coop_owner WITH ADMIN OPTION;
CREATE DATABASE coop OWNER coop_owner TEMPLATE template0 ENCODING 'UTF8';
REVOKE CONNECT ON DATABASE coop FROM PUBLIC;
GRANT CONNECT ON DATABASE coop TO coop_app;
SQL
