-- How far each slot may have been told that it was read. Written before the slot is told, so a slot that stands beyond it is not the one that was read.
create table relay.progress (
    slot        text primary key,
    system_id   text not null,
    noted       pg_lsn not null,
    noted_at    timestamptz not null default clock_timestamp()
);

-- Who published which window of rows again, why, and what came of it.
create table relay.replay (
    id            uuid primary key,
    slot          text not null,
    username      text not null,
    reason        text not null,
    made_from     timestamptz not null,
    made_to       timestamptz not null,
    slot_made     boolean not null,
    started_at    timestamptz not null default clock_timestamp(),
    finished_at   timestamptz,
    published     bigint,
    failure       text
);
create index on relay.replay (started_at);
