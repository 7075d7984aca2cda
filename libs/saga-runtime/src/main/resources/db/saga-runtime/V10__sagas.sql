-- state, timetable and data are JSON, read and written whole by the runtime; the columns beside them are for people and
-- for the sweeper
create table saga (
    id           uuid        primary key,
    name         text        not null,
    version      int         not null,
    phase        text        not null check (phase in ('WAITING', 'RETRYING', 'COMPENSATING', 'STUCK', 'COMPENSATION_STUCK',
                                                       'COMPLETED', 'COMPENSATED', 'RESOLVED')),
    step         text,
    attempt      int,
    attempts     int,
    last_error   text,
    stuck_reason text,
    deadline_at  timestamptz,
    state        text        not null,
    timetable    text        not null,
    data         text        not null,
    moved_at     timestamptz not null default clock_timestamp(),
    constraint what_ended_is_not_due check (phase not in ('COMPLETED', 'COMPENSATED', 'RESOLVED') or deadline_at is null)
) with (fillfactor = 70);

create index saga_due on saga (deadline_at) where deadline_at is not null;

-- what an operator asks for, small however many sagas have ended well
create index saga_needing_attention on saga (phase, id) where phase in ('RETRYING', 'STUCK', 'COMPENSATION_STUCK');

-- the oldest saga that still runs, whose messages retention must leave alone
create index saga_open on saga (id) where phase not in ('COMPLETED', 'COMPENSATED', 'RESOLVED');

-- a saga's timeline is its messages
create index outbox_of_saga on outbox (saga_id, id);
create index inbox_of_saga on inbox (saga_id, id);

create table finding (
    id       bigint      generated always as identity primary key,
    saga_id  uuid        not null,
    finding  text        not null,
    state    text        not null,
    input    text        not null,
    found_at timestamptz not null default now()
);
create index finding_of_saga on finding (saga_id);
