-- Whoever looks for a saga in trouble reads none of the millions that have ended well.
create index saga_stuck on saga (id) where phase in ('STUCK', 'COMPENSATION_STUCK');
create index saga_ended_otherwise on saga (phase, id) where phase in ('COMPENSATED', 'RESOLVED');

-- Who did what to which saga or dead letter, and why; written with the act and never changed.
create table audit (
    id             uuid        primary key,
    who            text        not null,
    action         text        not null check (action in ('RETRY', 'COMPENSATE', 'RESOLVE', 'REDRIVE', 'DISCARD')),
    saga_id        uuid,
    dead_letter_id uuid,
    reason         text        not null check (length(reason) between 1 and 500),
    outcome        text        not null check (outcome in ('DONE', 'REFUSED')),
    detail         text,
    acted_at       timestamptz not null default clock_timestamp(),
    constraint acts_on_something check (saga_id is not null or dead_letter_id is not null)
);
create index audit_of_saga on audit (saga_id, id) where saga_id is not null;
create index audit_of_dead_letter on audit (dead_letter_id, id) where dead_letter_id is not null;
revoke update, delete on audit from ${service};
