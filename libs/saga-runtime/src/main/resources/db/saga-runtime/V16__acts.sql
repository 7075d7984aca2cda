-- An operator's action on a set of sagas, which is fixed when the act is created. CREATING: its sagas are being collected; such
-- an act never runs. PLANNED: a dry run. sends is what the act would send, by kind, and outcomes what became of its sagas once it has
-- finished; both are JSON.
create table act (
    id          uuid        primary key,
    action      text        not null check (action in ('RETRY', 'COMPENSATE', 'RESOLVE', 'CANCEL')),
    status      text        not null check (status in ('CREATING', 'PLANNED', 'RUNNING', 'FINISHED')),
    who         text        not null,
    reason      text        not null check (length(reason) between 1 and 500),
    outcome     text,
    note        text,
    force       boolean     not null,
    filter      text        not null,
    sagas       int         not null default 0,
    possible    int         not null default 0,
    sends       text        not null default '[]',
    outcomes    text,
    created_at  timestamptz not null default clock_timestamp(),
    started_by  text,
    started_at  timestamptz,
    stopped_by  text,
    finished_at timestamptz,
    constraint runs_for_somebody check ((status in ('RUNNING', 'FINISHED')) = (started_at is not null)
        and (started_at is null) = (started_by is null)),
    constraint finished_at_some_time check ((status = 'FINISHED') = (finished_at is not null))
);
create index act_running on act (id) where status = 'RUNNING';
create index act_by_age on act (created_at);

-- moved_at is the version of the saga that the operator saw; null if there was no such saga. sends is what the act would send,
-- sent what it has sent and waits for, as JSON. looked_at is the version of the saga when it was last looked at.
create table act_item (
    act_id       uuid        not null references act on delete cascade,
    saga_id      uuid        not null,
    saga_type    text,
    moved_at     timestamptz,
    possible     boolean     not null,
    before_state text,
    sends        text        not null,
    outcome      text        not null default 'PENDING'
        check (outcome in ('PENDING', 'REQUESTED', 'DONE', 'REFUSED', 'NOT_CONFIRMED', 'ALREADY_CHANGED', 'GONE', 'SKIPPED')),
    detail       text,
    after_state  text,
    sent         text,
    looked_at    timestamptz,
    next_try     timestamptz,
    requested_at timestamptz,
    finished_at  timestamptz,
    changed_by   text,
    changed_at   timestamptz,
    changed_with text,
    primary key (act_id, saga_id),
    constraint finished_with_an_outcome check ((outcome in ('PENDING', 'REQUESTED')) = (finished_at is null)),
    constraint requested_with_commands check ((outcome = 'REQUESTED') <= (sent is not null and requested_at is not null))
) with (fillfactor = 70);
create index act_item_pending on act_item (act_id, saga_id) where outcome = 'PENDING';
create index act_item_requested on act_item (requested_at) where outcome = 'REQUESTED';

-- what the saga was before an action and is after it, and the act that the action belongs to
alter table audit add column before_state text, add column after_state text, add column act_id uuid;
alter table audit drop constraint audit_action_check;
alter table audit add constraint audit_action_check
    check (action in ('RETRY', 'COMPENSATE', 'RESOLVE', 'CANCEL', 'REDRIVE', 'DISCARD'));
create index audit_of_act on audit (act_id, id) where act_id is not null;
