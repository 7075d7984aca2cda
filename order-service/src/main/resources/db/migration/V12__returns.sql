-- The unit prices of an order in minor units, a JSON array in the order of its lines. Orders placed before have none.
-- A nullable column without a default neither reads nor rewrites the table.
alter table orders add column unit_prices text;

create table order_return (
    id              uuid        primary key,
    order_id        uuid        not null references orders,
    idempotency_key text        not null,
    fingerprint     text        not null,
    status          text        not null default 'PENDING' check (status in ('PENDING', 'ACCEPTED', 'REFUSED')),
    refusal_reason  text,
    refund_started  boolean     not null default false,
    reason          text        check (char_length(reason) <= 500),
    refund_minor    bigint      not null check (refund_minor > 0),
    currency        text        not null check (currency ~ '^[A-Z]{3}$'),
    requested_at    timestamptz not null,
    finished_at     timestamptz,
    -- number the requests and ends of all returns of an order in one sequence, under the lock on the order
    requested_event int         not null check (requested_event > 0),
    finished_event  int         check (finished_event > requested_event),
    unique (order_id, idempotency_key),
    -- also the index for listing the returns of an order
    unique (order_id, requested_event),
    unique (order_id, finished_event),
    constraint a_refusal_has_a_reason check ((status = 'REFUSED') = (refusal_reason is not null)),
    constraint an_end_has_a_time check ((status = 'PENDING') = (finished_at is null)),
    constraint an_end_has_an_event check ((status = 'PENDING') = (finished_event is null))
);

create table order_return_line (
    return_id uuid not null references order_return,
    position  int  not null check (position >= 0),
    sku       text not null,
    quantity  int  not null check (quantity > 0),
    primary key (return_id, position),
    unique (return_id, sku)
);
