-- Webhooks: where a storefront wants to be told how its checkouts and returns ended, and what it is told.

create table webhook_endpoint (
    id                    uuid        primary key,
    storefront            text        not null,
    url                   text        not null check (char_length(url) <= 2000),
    description           text        check (char_length(description) <= 200),
    event_types           text[]      not null check (cardinality(event_types) > 0),
    status                text        not null default 'ACTIVE' check (status in ('ACTIVE', 'SUSPENDED', 'DELETED')),
    suspension_reason     text        check (suspension_reason in ('OPERATOR', 'FAILING', 'GONE')),
    suspended_at          timestamptz,
    -- encrypted; the previous one signs too until its time is over
    secret                bytea       not null,
    previous_secret       bytea,
    previous_secret_until timestamptz,
    -- failed attempts since the last success
    failures              int         not null default 0 check (failures >= 0),
    failing_since         timestamptz,
    last_error            text,
    -- the receiver asked not to be called before this time
    not_before            timestamptz not null default now(),
    created_at            timestamptz not null default now(),
    changed_at            timestamptz not null default now(),
    constraint a_suspension_has_a_reason check ((status = 'SUSPENDED') = (suspension_reason is not null)),
    constraint a_suspension_has_a_time check ((status = 'SUSPENDED') = (suspended_at is not null)),
    constraint a_previous_secret_ends check ((previous_secret is null) = (previous_secret_until is null)),
    constraint failures_have_a_beginning check ((failures = 0) = (failing_since is null))
);

-- few rows; every batch of commands for orders asks which storefronts have an endpoint
create index webhook_endpoint_by_storefront on webhook_endpoint (storefront, id);

-- A UUIDv7 of the database's clock, so that ids are in the order of time whatever the clocks of the instances.
create function next_webhook_delivery_id() returns uuid
    language sql volatile parallel restricted
as $$
    select (left(id_at(clock_timestamp())::text, 15) || substr(gen_random_uuid()::text, 16))::uuid
$$;

create table webhook_delivery (
    -- also the webhook-id that the receiver sees, in every attempt
    id               uuid        primary key,
    -- the order in which the events were committed; it is reliable within a checkout, whose row is locked meanwhile
    seq              bigint      generated always as identity,
    endpoint_id      uuid        not null references webhook_endpoint,
    event_type       text        not null,
    -- null for a test
    checkout_id      uuid,
    -- the checkout, the return or the test that the event is about
    subject_id       uuid        not null,
    status           text        not null default 'PENDING' check (status in ('PENDING', 'DELIVERED', 'FAILED')),
    attempts         int         not null default 0 check (attempts >= 0),
    -- the attempts before the delivery was last asked for again; the backoff does not count them
    earlier_attempts int         not null default 0 check (earlier_attempts between 0 and attempts),
    -- while an attempt is under way: when another instance takes it for lost
    next_attempt_at  timestamptz not null default now(),
    -- set by the first attempt
    retry_until      timestamptz,
    created_at       timestamptz not null default clock_timestamp(),
    ended_at         timestamptz,
    -- an end is told once to each endpoint; also finds what precedes a delivery
    unique (endpoint_id, checkout_id, subject_id),
    constraint an_end_has_a_time check ((status = 'PENDING') = (ended_at is null))
) with (fillfactor = 85);

create index webhook_delivery_due on webhook_delivery (endpoint_id, next_attempt_at) where status = 'PENDING';
create index webhook_delivery_failed on webhook_delivery (endpoint_id, id) where status = 'FAILED';
create index webhook_delivery_by_endpoint on webhook_delivery (endpoint_id, id);

create table webhook_attempt (
    delivery_id uuid        not null references webhook_delivery on delete cascade,
    number      int         not null check (number > 0),
    started_at  timestamptz not null,
    duration_ms bigint      not null check (duration_ms >= 0),
    -- of the answer; null if there was none
    status      int,
    error       text,
    -- the first characters of the answer's body
    answer      text,
    primary key (delivery_id, number)
);
