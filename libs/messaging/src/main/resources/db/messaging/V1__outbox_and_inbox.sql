-- Both tables are partitioned by id, and an id begins with its time (UUIDv7): retention is a dropped partition.
create table outbox (
    id          uuid not null primary key,
    topic       text not null,
    message_key text not null,
    type        text not null,
    saga_id     uuid,
    step        text,
    action      text,
    attempt     int,
    traceparent text,
    headers     text,
    payload     text not null
) partition by range (id);

create table inbox (
    id          uuid not null primary key,
    type        text not null,
    message_key text not null,
    saga_id     uuid,
    step        text,
    action      text,
    attempt     int,
    payload     text
) partition by range (id);

-- What no partition was made for: ids of another time, and records without a readable id.
create table outbox_other partition of outbox default;
create table inbox_other partition of inbox default;

-- The lowest UUIDv7 of a moment.
create function id_at(moment timestamptz) returns uuid
    language sql immutable strict parallel safe
as $$
    select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid
$$;

-- Which partitions there are. A closed one is written to no more, and its WAL ends before closed_lsn.
create table message_partition (
    name       text        primary key,
    parent     text        not null check (parent in ('outbox', 'inbox')),
    from_time  timestamptz not null,
    to_time    timestamptz not null,
    closed_lsn pg_lsn
);

-- Makes the partitions of now and of the next `ahead` widths. The runtime role owns no table, so it calls this as the owner.
create function make_partitions(width interval, ahead int) returns int
    language plpgsql security definer set search_path from current
as $$
declare
    slot timestamptz;
    made int := 0;
    root text;
    child text;
begin
    perform pg_advisory_xact_lock(hashtext('message partitions of ' || current_schema()));
    for n in 0 .. ahead loop
        slot := date_bin(width, now(), timestamptz '2000-01-01') + n * width;
        foreach root in array array['outbox', 'inbox'] loop
            -- another width may have covered this time before
            continue when exists (select from message_partition p
                                  where p.parent = root and p.from_time < slot + width and p.to_time > slot);
            child := root || to_char(slot at time zone 'UTC', '_YYYYMMDD_HH24MISS');
            execute format('create table %I partition of %I for values from (%L) to (%L)',
                           child, root, id_at(slot), id_at(slot + width));
            insert into message_partition (name, parent, from_time, to_time) values (child, root, slot, slot + width);
            made := made + 1;
        end loop;
    end loop;
    return made;
end
$$;

-- Drops the partitions that nobody can need any more: everything in them is older than `keep` and older than `in_use`,
-- and the relay's slot is past all of it. While that slot is missing nothing of the outbox is dropped.
create function drop_partitions(keep interval, in_use uuid) returns int
    language plpgsql security definer set search_path from current
as $$
declare
    old record;
    published pg_lsn := (select confirmed_flush_lsn from pg_replication_slots
                         where slot_name = 'outbox_' || current_database());
    dropped int := 0;
begin
    perform pg_advisory_xact_lock(hashtext('message partitions of ' || current_schema()));
    -- rather late than in everybody's way
    perform set_config('lock_timeout', '2s', true);
    update message_partition set closed_lsn = pg_current_wal_lsn()
    where closed_lsn is null and to_time < now() - least(keep, interval '5 minutes');
    for old in
        select name, parent from message_partition
        where to_time < now() - keep
          and id_at(to_time) <= coalesce(in_use, id_at(to_time))
          and closed_lsn is not null
          and (parent = 'inbox' or closed_lsn <= published)
        order by to_time
    loop
        execute format('drop table %I', old.name);
        delete from message_partition where name = old.name;
        dropped := dropped + 1;
    end loop;
    return dropped;
end
$$;

revoke all on function make_partitions(interval, int), drop_partitions(interval, uuid) from public;
grant execute on function make_partitions(interval, int), drop_partitions(interval, uuid) to ${service};

select make_partitions(interval '6 hours', 4);

-- From here on the relay sees what is written: the slot is older than this table.
select relay.publish('outbox'::regclass);
