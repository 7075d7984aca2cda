-- The functions that create partitions. Flyway applies this file again whenever it changes; it replaces the functions of V1.

-- Creates one partition and moves into it the rows of its time that are in the default partition. A published outbox row
-- is not published again by that, because the new table is not part of the outbox until it is attached.
create or replace function make_partition(root text, from_time timestamptz, to_time timestamptz) returns void
    language plpgsql set search_path from current
as $$
declare
    child text := root || to_char(from_time at time zone 'UTC', '_YYYYMMDD_HH24MISS');
    early boolean;
begin
    -- rows are only inserted until the whole table is dropped, and are found by index: nothing to vacuum or analyze
    execute format('create table %I (like %I including all) with (autovacuum_enabled = false)', child, root);
    execute format('select exists (select from %I where id >= %L and id < %L)',
                   root || '_other', id_at(from_time), id_at(to_time)) into early;
    if early then
        -- concurrent inserts wait, and then go to the new partition
        execute format('lock table %I in access exclusive mode', root || '_other');
        execute format('with moved as (delete from %I where id >= %L and id < %L returning *) insert into %I select * from moved',
                       root || '_other', id_at(from_time), id_at(to_time), child);
    end if;
    execute format('alter table %I attach partition %I for values from (%L) to (%L)',
                   root, child, id_at(from_time), id_at(to_time));
    insert into message_partition (name, parent, from_time, to_time) values (child, root, from_time, to_time);
end
$$;

-- Applies a narrower width now: drops future partitions that are wider and empty, and ends the current one at the next
-- multiple of the new width. That scans the current partition under an exclusive lock, so a large one is left as it is.
create or replace function narrow_partitions(root text, width interval) returns void
    language plpgsql set search_path from current
as $$
declare
    wide   record;
    cut    timestamptz := date_bin(width, now(), timestamptz '2000-01-01') + width;
    filled boolean;
    -- scanned in about a second
    small  constant bigint := 1024 * 1024 * 1024;
begin
    for wide in
        select p.name, p.from_time, p.to_time from message_partition p
        where p.parent = root and p.to_time > cut and p.to_time - p.from_time > width
        order by p.from_time desc
    loop
        execute format('select exists (select from %I where id >= %L)', wide.name, id_at(greatest(cut, wide.from_time)))
           into filled;
        continue when filled;
        if wide.from_time >= cut then
            execute format('drop table %I', wide.name);
            delete from message_partition where name = wide.name;
        elsif pg_total_relation_size(wide.name::regclass) < small then
            execute format('alter table %I detach partition %I', root, wide.name);
            execute format('alter table %I attach partition %I for values from (%L) to (%L)',
                           root, wide.name, id_at(wide.from_time), id_at(cut));
            update message_partition set to_time = cut where name = wide.name;
        end if;
    end loop;
end
$$;

-- Creates the partitions that are missing from now until `ahead` widths from now, next to existing ones of any width. The
-- runtime role owns no table, so the function runs with the rights of its owner.
create or replace function make_partitions(width interval, ahead int) returns int
    language plpgsql security definer set search_path from current
as $$
declare
    origin constant timestamptz := '2000-01-01';
    root text;
    edge timestamptz;
    since timestamptz;
    till timestamptz;
    made int := 0;
begin
    perform pg_advisory_xact_lock(hashtext('message partitions of ' || current_schema()));
    -- fail and be retried rather than block others
    perform set_config('lock_timeout', '2s', true);
    -- the lock order of a consumer's transaction
    foreach root in array array['inbox', 'outbox'] loop
        perform narrow_partitions(root, width);
        edge := now();
        while edge < now() + ahead * width loop
            select p.to_time into till from message_partition p
            where p.parent = root and p.from_time <= edge and p.to_time > edge;
            if till is null then
                -- begin after the partition before, which may end within this slot
                select greatest(date_bin(width, edge, origin), max(p.to_time)) into since
                from message_partition p where p.parent = root and p.to_time <= edge;
                select least(date_bin(width, edge, origin) + width, min(p.from_time)) into till
                from message_partition p where p.parent = root and p.from_time > edge;
                perform make_partition(root, since, till);
                made := made + 1;
            end if;
            edge := till;
        end loop;
    end loop;
    return made;
end
$$;

-- called by make_partitions only
revoke all on function make_partition(text, timestamptz, timestamptz), narrow_partitions(text, interval) from public, ${service};

-- partitions that an earlier version of this file created
do $$
declare
    made record;
begin
    -- retention may be dropping a partition at the same time
    perform pg_advisory_xact_lock(hashtext('message partitions of ' || current_schema()));
    for made in select name from message_partition loop
        execute format('alter table %I set (autovacuum_enabled = false)', made.name);
    end loop;
end
$$;
