-- Why no instance can decide on a saga for the time being, such as data that cannot be read; null as long as one can. It
-- is written without reading the JSON columns.
alter table saga add column parked text;

-- How an operator said that the saga ended.
alter table saga add column resolved_as text
    check (resolved_as in ('COMPLETED', 'COMPENSATED')),
    add constraint only_what_is_resolved_has_an_outcome check (resolved_as is null or phase = 'RESOLVED') not valid;

-- The messages that a parked saga has received. They become its inputs as soon as an instance can decide on it.
create table parked_input (
    message_id  uuid        primary key,
    saga_id     uuid        not null,
    type        text        not null,
    step        text,
    action      text,
    attempt     int,
    traceparent text,
    payload     text        not null,
    received_at timestamptz not null default clock_timestamp()
);
create index parked_input_of_saga on parked_input (saga_id, received_at);

-- IMPOSSIBLE: an input that no rule foresees. LATE: an answer that came after an operator had resolved the saga.
-- REFUSED: the stated outcome was refused. PARKED: nobody could decide on the saga.
alter table finding add column kind text not null default 'IMPOSSIBLE'
    check (kind in ('IMPOSSIBLE', 'LATE', 'REFUSED', 'PARKED'));
create index finding_by_age on finding (found_at);

-- Which running instance can run sagas of which type and version.
create table deployed_version (
    instance text        not null,
    type     text        not null,
    version  int         not null,
    seen_at  timestamptz not null default clock_timestamp(),
    primary key (instance, type, version)
);
