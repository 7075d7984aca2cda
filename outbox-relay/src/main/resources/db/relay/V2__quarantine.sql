-- Rows of the outboxes that Kafka refuses for good. A row is stored here before the slot is told that it was read, so it is never in neither place.
create table relay.quarantine (
    id             uuid primary key,
    slot           text not null,
    source_schema  text not null,
    topic          text not null,
    message_key    text not null,
    type           text not null,
    saga_id        text,
    step           text,
    action         text,
    attempt        int,
    traceparent    text,
    headers        text,
    payload        text not null,
    position       pg_lsn,
    bytes          bigint not null,
    reason         text not null,
    quarantined_at timestamptz not null default clock_timestamp(),
    status         text not null default 'OPEN' check (status in ('OPEN', 'SENT', 'DISCARDED')),
    -- the operator's last attempt to send it, if Kafka refused it again
    tried_at       timestamptz,
    tried_by       text,
    tried_why      text,
    settled_at     timestamptz,
    settled_by     text,
    settled_why    text,
    constraint settled_by_somebody check ((status = 'OPEN') = (settled_at is null)
        and (status = 'OPEN') = (settled_by is null) and (status = 'OPEN') = (settled_why is null))
);
create index on relay.quarantine (slot, id);
-- hashes, because an index takes no text of any length
create index on relay.quarantine (slot, md5(topic), md5(message_key)) where status = 'OPEN';
create index on relay.quarantine (settled_at) where status <> 'OPEN';
