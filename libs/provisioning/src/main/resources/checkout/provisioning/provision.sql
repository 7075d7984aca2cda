-- Roles, schemas, rights, the outbox publication and the replication slot of one database.
--
-- The superuser runs it, connected to that database, before the first migration. Running it again changes nothing but
-- passwords. It runs in psql (-v ON_ERROR_STOP=1 -f provision.sql) and as one JDBC statement, and reads these settings of
-- the session:
--
--   set provision.schemas = 'orders,inventory,payments,sagas';   -- the schemas of this database; all four if unset
--   set provision.<role>_password = '...';                       -- for each role below
--
-- roles   <schema>_owner   owns the schema, runs the migrations
--         <schema>         runs the service: reads and writes rows of its own schema only
--         relay_owner      owns the tables of the schema relay and runs the relay's migrations
--         relay_position   tells the services how far the relay is; nobody can log in with it
--         relay            reads the outboxes and the replication slot
--         auditor          reads all tables, writes none
--
-- Every role has limits, so that a session that was forgotten or cut off cannot keep others waiting for its locks. They are
-- settings of the roles, not of the connections: so they also hold for a person who logs in with such a role, and behind a
-- connection pooler. A session that needs more says so itself, for example: set statement_timeout = '1min'.

begin;

create or replace function pg_temp.setting(name text) returns text language plpgsql as $$
begin
  if coalesce(current_setting('provision.' || name, true), '') = '' then
    raise exception 'the setting provision.% is missing: set it in this session before provisioning', name;
  end if;
  return current_setting('provision.' || name);
end $$;

create or replace function pg_temp.schemas() returns text[] language sql as $$
  select string_to_array(replace(
    coalesce(nullif(current_setting('provision.schemas', true), ''), 'orders,inventory,payments,sagas'), ' ', ''), ',')
$$;

create or replace procedure pg_temp.login(role text, attributes text) language plpgsql as $$
begin
  if not exists (select from pg_roles where rolname = role) then
    execute format('create role %I', role);
  end if;
  begin
    execute format('alter role %I login nosuperuser nocreatedb nocreaterole nobypassrls %s password %L',
                   role, attributes, pg_temp.setting(role || '_password'));
  exception when others then
    -- without its context, which has the statement and so the password
    raise exception using errcode = sqlstate, message = format('role %I cannot be altered: %s', role, sqlerrm);
  end;
  execute format('grant connect on database %I to %I', current_database(), role);
end $$;

-- A setting that this server does not know or cannot honour is left out: some depend on its version or operating system.
create or replace procedure pg_temp.limit_role(role text, setting text, value text) language plpgsql as $$
begin
  execute format('alter role %I set %I = %L', role, setting, value);
exception when undefined_object or invalid_parameter_value then
  raise notice 'role % has no %: %', role, setting, sqlerrm;
end $$;

-- How the server finds out that the other end of a connection is gone.
create or replace procedure pg_temp.limit_dead_connections(role text) language plpgsql as $$
begin
  -- while a statement runs, look whether the client has closed the connection
  call pg_temp.limit_role(role, 'client_connection_check_interval', '2s');
  -- while nothing is sent: the first probe after 5 s, another after 2 s
  call pg_temp.limit_role(role, 'tcp_keepalives_idle', '5');
  call pg_temp.limit_role(role, 'tcp_keepalives_interval', '2');
  call pg_temp.limit_role(role, 'tcp_keepalives_count', '2');
end $$;

-- A service's transaction is two round trips of milliseconds. Whatever takes longer has failed or was forgotten.
create or replace procedure pg_temp.limit_service(role text) language plpgsql as $$
begin
  -- The service defers the messages that need a locked row, and goes on with the others.
  call pg_temp.limit_role(role, 'lock_timeout', '2s');
  -- A process that is frozen between its round trips, a connection without an answer, a person at a prompt.
  call pg_temp.limit_role(role, 'idle_in_transaction_session_timeout', '5s');
  -- Longer than lock_timeout, so that waiting for a lock is reported as such; shorter than the driver's socketTimeout, so
  -- that the session is not left working for a client that has given up.
  call pg_temp.limit_role(role, 'statement_timeout', '6s');
  -- Many short statements hold locks as well as a long one does.
  call pg_temp.limit_role(role, 'transaction_timeout', '15s');
  -- A result that the client does not take.
  call pg_temp.limit_role(role, 'tcp_user_timeout', '8s');
  call pg_temp.limit_dead_connections(role);
end $$;

-- A migration may compute for minutes. It must not wait for a table long, because all others queue behind it. The migration
-- tool holds its own lock in a transaction that is idle meanwhile.
create or replace procedure pg_temp.limit_owner(role text) language plpgsql as $$
begin
  call pg_temp.limit_role(role, 'lock_timeout', '10s');
  call pg_temp.limit_role(role, 'idle_in_transaction_session_timeout', '10min');
  call pg_temp.limit_dead_connections(role);
end $$;

-- A reader locks no row, but an open transaction keeps old row versions alive and delays changes of tables. It has no
-- lock_timeout: the relay waits for running transactions when it creates a slot. An audit may read for long.
create or replace procedure pg_temp.limit_reader(role text) language plpgsql as $$
begin
  call pg_temp.limit_role(role, 'idle_in_transaction_session_timeout', '1h');
  call pg_temp.limit_dead_connections(role);
end $$;

-- Grants rights on existing tables and on tables the owner creates later.
create or replace procedure pg_temp.share(service text, owner text, reader text, rights text) language plpgsql as $$
begin
  execute format('grant usage on schema %I to %I', service, reader);
  execute format('grant %s on all tables in schema %I to %I', rights, service, reader);
  execute format('alter default privileges for role %I in schema %I grant %s on tables to %I', owner, service, rights, reader);
end $$;

do $$
declare
  unknown text;
begin
  select string_agg(s, ', ') into unknown
    from unnest(pg_temp.schemas()) s where s not in ('orders', 'inventory', 'payments', 'sagas');
  if unknown is not null then
    raise exception 'provision.schemas names %; known are orders, inventory, payments, sagas', unknown;
  end if;

  execute format('revoke all on database %I from public', current_database());
  -- for everybody else, such as an administrator at a prompt
  execute format('alter database %I set idle_in_transaction_session_timeout = %L', current_database(), '5min');
  revoke all on schema public from public;
end $$;

-- The superuser owns the schema relay, because the services' owners execute what is in it: an owner of the schema could replace
-- the functions below.
create schema if not exists relay;
alter schema relay owner to current_user;

do $$
declare
  service text;
  owner text;
begin
  if not exists (select from pg_roles where rolname = 'relay_position') then
    create role relay_position;
  end if;
  alter role relay_position nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls password null;
  call pg_temp.login('auditor', 'noreplication');
  alter role auditor set default_transaction_read_only = on;
  call pg_temp.limit_reader('auditor');
  call pg_temp.login('relay_owner', 'noreplication');
  call pg_temp.login('relay', 'replication');
  call pg_temp.limit_reader('relay');
  grant usage, create on schema relay to relay_owner;

  foreach service in array array['relay'] || pg_temp.schemas() loop
    owner := service || '_owner';
    if service <> 'relay' then
      call pg_temp.login(owner, 'noreplication');
      call pg_temp.login(service, 'noreplication');
      call pg_temp.limit_service(service);
    end if;
    call pg_temp.limit_owner(owner);
    execute format('alter role %I set search_path = %I', owner, service);
    execute format('alter role %I set search_path = %I', service, service);
    if service <> 'relay' then
      execute format('create schema if not exists %I authorization %I', service, owner);
    end if;

    call pg_temp.share(service, owner, service, 'select, insert, update, delete');
    call pg_temp.share(service, owner, 'auditor', 'select');
    execute format('grant usage on all sequences in schema %I to %I', service, service);
    execute format('alter default privileges for role %I in schema %I grant usage on sequences to %I', owner, service, service);
    -- by default everybody may execute a new function
    execute format('alter default privileges for role %I revoke execute on functions from public', owner);
    execute format('alter default privileges for role %I in schema %I grant execute on functions to %I', owner, service, service);
    if service = 'relay' then
      call pg_temp.share(service, owner, 'relay_position', 'select');
    else
      execute format('grant usage on schema %I to relay', service);
      execute format('grant usage on schema relay to %I', owner);
    end if;
  end loop;
end $$;

do $$
begin
  if not exists (select from pg_publication where pubname = 'outbox') then
    create publication outbox with (publish = 'insert', publish_via_partition_root = true);
  end if;
end $$;

-- A migration calls this after creating its outbox: only a superuser may add another owner's table to a publication.
create or replace function relay.publish(outbox regclass) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (
    select from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_roles owner on owner.oid = c.relowner
     where c.oid = publish.outbox
       and c.relname = 'outbox'
       and c.relkind in ('r', 'p')
       and owner.rolname = session_user
       and n.nspname || '_owner' = session_user) then
    raise insufficient_privilege using message = format('%s is not the outbox of %s', outbox, session_user);
  end if;
  if not exists (
    select from pg_publication_rel r
      join pg_publication p on p.oid = r.prpubid
     where p.pubname = 'outbox' and r.prrelid = publish.outbox) then
    execute format('alter publication outbox add table %s', outbox);
  end if;
  execute format('grant select on %s to relay', outbox);
end $$;

revoke all on function relay.publish(regclass) from public;

-- How far the outboxes are published: a service drops nothing behind that. It reads a table of relay_owner, who could put a view
-- with a function in its place; so it runs as a role that can do nothing else. A slot that was created again, for a replay or by
-- this script, stands further than the relay, which notes what it has published. Null if nobody knows: the slot is missing, or
-- the relay's note is of another server or another slot.
create or replace function relay.published_position() returns pg_lsn
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  confirmed pg_lsn;
  published pg_lsn;
begin
  select confirmed_flush_lsn into confirmed
    from pg_replication_slots where slot_name = 'outbox_' || current_database();
  -- until the relay has run for the first time
  if to_regclass('relay.progress') is null then
    return confirmed;
  end if;
  select case when system_id = (select system_identifier::text from pg_control_system()) then noted end
    into published
    from relay.progress where slot = 'outbox_' || current_database();
  if not found and not exists (select from relay.progress) then
    return confirmed;
  end if;
  return case when confirmed is not null and published is not null then least(confirmed, published) end;
end $$;

alter function relay.published_position() owner to relay_position;
revoke all on function relay.published_position() from public;

-- The migration that called it does not run again. If the publication was dropped, or a table was taken out of it, the
-- existing outboxes are added here.
do $$
declare
  outbox regclass;
begin
  for outbox in
    select c.oid
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_roles owner on owner.oid = c.relowner
      join pg_publication p on p.pubname = 'outbox' and not p.puballtables
     where c.relname = 'outbox'
       and c.relkind in ('r', 'p')
       and n.nspname = any (pg_temp.schemas())
       and owner.rolname = n.nspname || '_owner'
       and not exists (select from pg_publication_rel r where r.prpubid = p.oid and r.prrelid = c.oid)
  loop
    execute format('alter publication outbox add table %s', outbox);
    execute format('grant select on %s to relay', outbox);
  end loop;
end $$;

do $$
declare
  service text;
begin
  foreach service in array pg_temp.schemas() loop
    execute format('grant execute on function relay.publish(regclass), relay.published_position() to %I', service || '_owner');
  end loop;
end $$;

commit;

-- Outside the transaction above: a transaction that has written cannot create a replication slot.
select pg_create_logical_replication_slot('outbox_' || current_database(), 'pgoutput')
 where not exists (
   select from pg_replication_slots where slot_name = 'outbox_' || current_database() and database = current_database());
