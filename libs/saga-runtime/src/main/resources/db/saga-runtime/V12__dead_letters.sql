-- What no service could handle, as it was found in a topic's dead letters. An open letter makes its saga one that needs
-- attention; that is looked up here and counted nowhere, so that it cannot be wrong.
create table dead_letter (
    id               uuid        primary key,
    topic            text        not null,
    origin_partition int,
    origin_offset    bigint,
    message_id       text,
    message_key      text        not null,
    type             text        not null,
    consumer_group   text,
    reason           text        not null,
    stack            text,
    payload          text        not null,
    encoding         text        check (encoding = 'base64'),
    headers          text        not null,
    saga_id          uuid,
    step             text,
    action           text,
    attempt          int,
    traceparent      text,
    received_at      timestamptz not null default clock_timestamp(),
    status           text        not null default 'OPEN' check (status in ('OPEN', 'REDRIVEN', 'DISCARDED')),
    settled_at       timestamptz,
    settled_by       text,
    settled_why      text,
    redriven_as      uuid        unique,
    constraint settled_by_somebody check ((status = 'OPEN') = (settled_at is null)
        and (status = 'OPEN') = (settled_by is null) and (status = 'OPEN') = (settled_why is null)),
    constraint redriven_as_a_message check ((status = 'REDRIVEN') = (redriven_as is not null))
);
create index dead_letter_open on dead_letter (id) where status = 'OPEN';
create index dead_letter_open_of_saga on dead_letter (saga_id) where status = 'OPEN' and saga_id is not null;
create index dead_letter_settled on dead_letter (settled_at) where status <> 'OPEN';
