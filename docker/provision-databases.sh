#!/usr/bin/env bash
# A database for each service, prepared by provision.sql. The postgres image runs this once, over an empty volume.
# To run it again after provision.sql or a password has changed:
#   docker compose exec postgres /docker-entrypoint-initdb.d/provision-databases.sh
set -euo pipefail

# passwords go from the environment into the session: on no command line, in no output
settings() {
  echo "set provision.schemas to :'database';"
  for role in auditor relay relay_owner {orders,inventory,payments,sagas}{,_owner}; do
    echo '\unset password'
    echo "\\getenv password DB_${role^^}_PASSWORD"
    echo "set provision.${role}_password to :'password';"
  done
}

for database in orders inventory payments sagas; do
  { cat <<'SQL'
select format('create database %I', :'database')
 where not exists (select from pg_database where datname = :'database')
\gexec
\connect :database
SQL
    settings
    echo '\i /docker/provision.sql'
  } | psql --no-psqlrc --quiet --tuples-only --set ON_ERROR_STOP=1 --set database="$database" \
      --username postgres --dbname postgres --output /dev/null
  echo "database $database is provisioned"
done

# nobody but the superuser has business in it
psql --no-psqlrc --quiet --username postgres --dbname postgres --command 'revoke all on database postgres from public'
