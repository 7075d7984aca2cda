-- Orders and returns that are pending for longer than their sagas take, and whose sagas are started again.

-- Orders are inserted in the order of their time, so a summary for each range of pages finds those of a time. Unlike a
-- b-tree it costs an insert next to nothing.
create index orders_by_time on orders using brin (placed_at) with (pages_per_range = 32, autosummarize = on);
create index order_return_by_time on order_return (requested_at);

create table overdue (
    -- of the order or the return, and of its saga
    id          uuid        primary key,
    kind        text        not null check (kind in ('ORDER', 'RETURN')),
    order_id    uuid        not null,
    found_at    timestamptz not null default now(),
    -- how often its saga was started again
    tries       int         not null default 0 check (tries >= 0),
    next_try_at timestamptz not null default now()
);

create index overdue_due on overdue (next_try_at);

-- Orders and returns from before this time were looked at once; what was pending is in the table above until it ends.
create table overdue_scan (
    kind       text        primary key check (kind in ('ORDER', 'RETURN')),
    scanned_to timestamptz not null
);

insert into overdue_scan (kind, scanned_to)
select 'ORDER', coalesce(min(placed_at), now()) from orders where status = 'PENDING'
union all
select 'RETURN', coalesce(min(requested_at), now()) from order_return where status = 'PENDING';
