create table stock (
    sku      text   primary key check (sku ~ '^[A-Za-z0-9._-]{1,64}$'),
    on_hand  int    not null check (on_hand >= 0),
    reserved int    not null default 0 check (reserved >= 0),
    version  bigint not null default 1,
    -- the last line of defence against overselling, whatever the code above it does
    constraint nothing_oversold check (reserved <= on_hand)
) with (fillfactor = 50);

-- lines and shortages are JSON, read and written whole by one place; the quantities that must add up are in stock
create table reservation (
    checkout_id uuid        primary key,
    status      text        not null check (status in ('HELD', 'REFUSED', 'RELEASED')),
    lines       text        not null,
    shortages   text,
    decided_at  timestamptz not null default now(),
    constraint a_refusal_says_what_was_short check ((status = 'REFUSED') = (shortages is not null) or status = 'RELEASED')
);
