# Sourced by infra/dev: a PostgreSQL server of one data folder, for development. Listens on loopback only, asks for passwords, and
# has the settings that a site needs: checksums, fsync, and everything durable.

# Programs of Debian's packages; none of them is started by the system, nor is a cluster of its made.
needs_postgres() {
  ! compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || return 0
  [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null || die "PostgreSQL's server programs are needed: apt-get install postgresql"
  say "Installing PostgreSQL..."
  mkdir -p /etc/postgresql-common
  [[ -f /etc/postgresql-common/createcluster.conf ]] || echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  quietly apt-get update
  DEBIAN_FRONTEND=noninteractive quietly apt-get install -y --no-install-recommends -o Dpkg::Options::=--force-confold postgresql
}

pg_folder() { say "$1/postgres"; }
pg_cluster() { say "$1/postgres/cluster"; }
pg_password() { say "$1/postgres.password"; }

# A cluster is served by the version that made it.
pg_bin() {
  local version
  if [[ -f $(pg_cluster "$1")/PG_VERSION ]]; then
    version=$(<"$(pg_cluster "$1")/PG_VERSION")
  else
    version=$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sed 's|/usr/lib/postgresql/\([0-9]*\)/.*|\1|' | sort -n | tail -n 1)
  fi
  [[ -x /usr/lib/postgresql/$version/bin/pg_ctl ]] || die "the cluster in $(pg_folder "$1") needs PostgreSQL $version: apt-get install postgresql-$version"
  say "/usr/lib/postgresql/$version/bin"
}

# The server refuses to run as root.
as_postgres() {
  if [[ $(id -u) == 0 ]]; then
    (cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@")
  else
    (cd / && "$@")
  fi
}

pg_is_running() {
  [[ -f $(pg_cluster "$1")/postmaster.pid ]] && as_postgres "$(pg_bin "$1")/pg_ctl" -D "$(pg_cluster "$1")" status >/dev/null 2>&1
}

pg_init() {
  local folder cluster password
  folder=$(pg_folder "$1") cluster=$(pg_cluster "$1") password=$(pg_password "$1")
  [[ ! -f $cluster/PG_VERSION ]] || return 0
  say "Making a PostgreSQL cluster in $folder..."
  mkdir -p "$folder"
  [[ $(id -u) != 0 ]] || chown postgres "$folder"
  as_postgres test -w "$folder" || die "the user postgres cannot reach $folder: choose another place with --data"
  [[ -s $password ]] || (umask 077 && od -An -N 16 -t x1 /dev/urandom | tr -d ' \n' >"$password")
  # A copy of its own for a moment: the file is not the server's to read.
  as_postgres /bin/sh -c 'umask 077; cat >"$1"' sh "$folder/.password" <"$password"
  quietly as_postgres "$(pg_bin "$1")/initdb" -D "$cluster" --data-checksums -A scram-sha-256 -U postgres -E UTF8 \
    --locale=C.UTF-8 --pwfile="$folder/.password"
  as_postgres rm -f "$folder/.password"
  as_postgres tee -a "$cluster/postgresql.conf" >/dev/null <<'CONF'

# infra/dev
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
max_locks_per_transaction = 256
CONF
}

# Sets `pg_port`. The server leads a session of its own, so Ctrl-C does not reach it before those who use it have stopped.
pg_start() {
  pg_init "$1"
  pg_port=$(free_port 5440)
  quietly as_postgres "$(pg_bin "$1")/pg_ctl" -D "$(pg_cluster "$1")" -l "$(pg_folder "$1")/log" -o "-p $pg_port" -w -t 60 start ||
    { tail -n 20 "$(pg_folder "$1")/log" >&2; die "PostgreSQL did not start"; }
}

pg_stop() {
  ! pg_is_running "$1" || quietly as_postgres "$(pg_bin "$1")/pg_ctl" -D "$(pg_cluster "$1")" -m fast -w -t 60 stop
}

# The database of the site, migrated, and the application's user with the same password as the owner's.
pg_prepare() {
  local psql
  export PGPASSWORD
  PGPASSWORD=$(<"$(pg_password "$1")")
  psql=("$(pg_bin "$1")/psql" -h 127.0.0.1 -p "$pg_port" -U postgres -X -q -v ON_ERROR_STOP=1 -tA)
  [[ $("${psql[@]}" -d postgres -c "SELECT 1 FROM pg_database WHERE datname = 'coop'") == 1 ]] ||
    "${psql[@]}" -d postgres -c "CREATE DATABASE coop TEMPLATE template0 ENCODING 'UTF8'"
  COOP_DATABASE=$(pg_address postgres) coop migrate
  "${psql[@]}" -d coop -v password="$PGPASSWORD" <<<"ALTER ROLE coop_app PASSWORD :'password'"
}

pg_address() { say "Host=127.0.0.1;Port=$pg_port;Database=coop;Username=$1;Password=$PGPASSWORD"; }
