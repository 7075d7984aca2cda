#!/usr/bin/env bash
# Creates a database for each service and runs provision.sql in it. The postgres image runs this once, on an empty volume.
# Run it again after a change of provision.sql or of a password:
#   docker compose exec postgres /docker-entrypoint-initdb.d/provision-databases.sh
set -euo pipefail

# passwords go from the environment into the session, never into a command line or the output
settings() {
  echo "set provision.schemas to :'database';"
  for role in auditor relay relay_owner {orders,inventory,payments,sagas}{,_owner}; do
    echo '\unset password'
    echo "\\getenv password DB_${role^^}_PASSWORD"
    echo "set provision.${role}_password to :'password';"
  done
}

# a container that has just started again may not answer yet
for _ in {1..60}; do
  pg_isready --quiet && break
  sleep 1
done

for database in orders inventory payments sagas; do
  { cat <<'SQL'
select format('create database %I', :'database')
 where not exists (select from pg_database where datname = :'database')
\gexec
\connect :database
SQL
    settings
    echo '\i /docker/provisioning/provision.sql'
  } | psql --no-psqlrc --quiet --tuples-only --set ON_ERROR_STOP=1 --set database="$database" \
      --username postgres --dbname postgres --output /dev/null
  echo "database $database is provisioned"
done

# only the superuser may connect to the default database
psql --no-psqlrc --quiet --username postgres --dbname postgres --command 'revoke all on database postgres from public'
