create table product (
    sku         text   primary key check (sku ~ '^[A-Za-z0-9._-]{1,64}$'),
    name        text   not null,
    description text   not null,
    price_minor bigint not null check (price_minor > 0),
    currency    text   not null check (currency ~ '^[A-Z]{3}$')
);

create table orders (
    id               uuid        primary key,
    storefront       text        not null,
    customer_id      text        not null,
    status           text        not null default 'PENDING' check (status in ('PENDING', 'CONFIRMED', 'REJECTED')),
    reason           text,
    lines            text        not null,
    total_minor      bigint      not null check (total_minor > 0),
    currency         text        not null,
    payment_method   text        not null check (payment_method in ('card', 'wallet')),
    cancel_requested boolean     not null default false,
    placed_at        timestamptz not null,
    finished_at      timestamptz,
    constraint a_rejection_has_a_reason check ((status = 'REJECTED') = (reason is not null)),
    constraint what_ended_has_a_time check ((status = 'PENDING') = (finished_at is null))
) with (fillfactor = 85);

-- no index holds a column that ending an order changes, so that its update stays on its page
create index orders_by_customer on orders (customer_id, id);

create table idempotency_key (
    storefront  text        not null,
    key         text        not null,
    fingerprint text        not null,
    checkout_id uuid        not null,
    primary key (storefront, key)
);

-- an id begins with its time, so this is the keys in the order of their age
create index idempotency_key_by_age on idempotency_key (checkout_id);
