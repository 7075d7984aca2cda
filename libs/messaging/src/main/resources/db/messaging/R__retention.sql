-- What may be dropped of outbox and inbox. Flyway applies this file again whenever it changes.

-- The rows of the default partitions and when they came, because their ids do not tell. Very few: the ids of strangers,
-- records without an id, and ids of a time for which there is no partition.
create table if not exists stray_message (
    parent      text        not null check (parent in ('outbox', 'inbox')),
    id          uuid        not null,
    received_at timestamptz not null default now(),
    closed_lsn  pg_lsn,
    primary key (parent, id)
);

create or replace function note_stray() returns trigger
    language plpgsql set search_path from current
as $$
begin
    insert into stray_message (parent, id) values (tg_argv[0], new.id) on conflict do nothing;
    return null;
end
$$;

create or replace trigger note_stray after insert on inbox_other for each row execute function note_stray('inbox');
create or replace trigger note_stray after insert on outbox_other for each row execute function note_stray('outbox');

insert into stray_message (parent, id) select 'inbox', id from inbox_other on conflict do nothing;
insert into stray_message (parent, id) select 'outbox', id from outbox_other on conflict do nothing;

-- Keeps elsewhere what is still needed of rows that are about to be dropped: all rows of the table `source`, or those with
-- the ids `only`. A service that needs some of its messages for longer replaces this function.
do $outer$
begin
    if to_regprocedure('keep_messages(text, text, uuid[])') is null then
        create function keep_messages(parent text, source text, only_ids uuid[]) returns void
            language plpgsql set search_path from current
        as $$
        begin
            return;
        end
        $$;
    end if;
end
$outer$;

-- Drops the rows of the default partitions that came before `keep`; those of the outbox only if they are published.
create or replace function drop_strays(keep interval, published pg_lsn) returns int
    language plpgsql set search_path from current
as $$
declare
    root text;
    old uuid[];
    dropped int := 0;
begin
    update stray_message set closed_lsn = pg_current_wal_lsn()
    where closed_lsn is null and received_at < now() - least(keep, interval '5 minutes');
    foreach root in array array['inbox', 'outbox'] loop
        select array_agg(id) into old from stray_message s
        where s.parent = root and s.received_at < now() - keep and s.closed_lsn is not null
          and (root = 'inbox' or s.closed_lsn <= published);
        continue when old is null;
        perform keep_messages(root, root || '_other', old);
        execute format('delete from %I where id = any ($1)', root || '_other') using old;
        delete from stray_message s where s.parent = root and s.id = any (old);
        dropped := dropped + cardinality(old);
    end loop;
    return dropped;
end
$$;

-- Drops the oldest partition that ended before `keep`; one of the outbox only if the relay has published all of it, and none
-- while nobody knows. Returns how many partitions were dropped, none or one: each is a transaction of its own, so that what is
-- done stays done if a later one takes too long.
create or replace function drop_partitions(keep interval) returns int
    language plpgsql security definer set search_path from current
as $$
declare
    old record;
    published pg_lsn;
begin
    if to_regprocedure('relay.published_position()') is not null then
        published := relay.published_position();
    end if;
    perform pg_advisory_xact_lock(hashtext('message partitions of ' || current_schema()));
    -- fail and be retried rather than block others
    perform set_config('lock_timeout', '2s', true);
    update message_partition set closed_lsn = pg_current_wal_lsn()
    where closed_lsn is null and to_time < now() - least(keep, interval '5 minutes');
    perform drop_strays(keep, published);
    if published is null and exists (select from message_partition where parent = 'outbox' and to_time < now() - keep) then
        if to_regprocedure('relay.published_position()') is null then
            raise warning 'old partitions of the outbox are kept, because nobody knows what is published: run provision.sql again';
        else
            raise warning 'old partitions of the outbox are kept, because nobody knows what is published: slot outbox_% is missing, or the relay has noted nothing for it on this server',
                current_database();
        end if;
    end if;
    select name, parent into old from message_partition
    where to_time < now() - keep
      and closed_lsn is not null
      and (parent = 'inbox' or closed_lsn <= published)
    order by to_time, parent
    limit 1;
    if not found then
        return 0;
    end if;
    perform keep_messages(old.parent, old.name, null);
    -- last, because a drop keeps everyone from the inbox or the outbox until the commit, and what is above may take long
    execute format('drop table %I', old.name);
    delete from message_partition where name = old.name;
    return 1;
end
$$;

-- called by drop_partitions only
revoke all on function drop_strays(interval, pg_lsn), keep_messages(text, text, uuid[]) from public, ${service};
revoke all on function drop_partitions(interval) from public;
grant execute on function drop_partitions(interval) to ${service};
