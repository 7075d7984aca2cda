-- Comparisons of the payments with the card provider's ledger, and the differences that they found.

-- One row per run: how far it is, and which instance works on it until when, by the database's clock.
create table reconciliation_run (
    id              uuid        primary key,
    state           text        not null default 'RUNNING' check (state in ('RUNNING', 'DONE', 'FAILED')),
    phase           text        not null default 'PROVIDER_LEDGER'
                    check (phase in ('PROVIDER_LEDGER', 'OUR_PAYMENTS', 'SECOND_LOOK')),
    started_by      text        not null,
    started_at      timestamptz not null default now(),
    finished_at     timestamptz,
    -- the next page of the provider's ledger, and the last of our payments that was looked for there
    cursor          text,
    after_checkout  uuid,
    pages           int         not null default 0,
    compared        bigint      not null default 0,
    payments        bigint      not null default 0,
    suspects        int         not null default 0,
    undecided       int         not null default 0,
    differences     int         not null default 0,
    new_differences int         not null default 0,
    -- calls to the provider that failed in a row
    failures        int         not null default 0,
    failing_since   timestamptz,
    last_error      text,
    lease_owner     uuid,
    lease_until     timestamptz,
    constraint an_ended_run_has_a_time check ((finished_at is null) = (state = 'RUNNING')),
    constraint a_failed_run_says_why check (last_error is not null or state <> 'FAILED')
);

create unique index one_reconciliation_at_a_time on reconciliation_run ((true)) where state = 'RUNNING';
create index reconciliation_run_started on reconciliation_run (started_at);

-- Our payments that a run has found in the provider's ledger. The others are asked for one by one.
create table reconciliation_seen (
    run_id      uuid not null,
    checkout_id uuid not null,
    primary key (run_id, checkout_id)
);

-- Checkouts that a run looks at again: what differed at the first look, or was under way then.
create table reconciliation_suspect (
    run_id      uuid        not null,
    checkout_id uuid        not null,
    kinds       text[]      not null,
    looks       int         not null default 0,
    due_at      timestamptz not null,
    primary key (run_id, checkout_id)
);

create index reconciliation_suspect_due on reconciliation_suspect (run_id, due_at);

create table reconciliation_difference (
    id          uuid        primary key,
    kind        text        not null,
    checkout_id uuid        not null,
    status      text        not null default 'OPEN' check (status in ('OPEN', 'GONE', 'SETTLED')),
    -- what either side says; null if it knows nothing of the checkout
    ours        jsonb,
    theirs      jsonb,
    owner       text        not null,
    what_to_do  text        not null,
    run_id      uuid        not null,
    first_seen  timestamptz not null default now(),
    last_seen   timestamptz not null default now(),
    closed_at   timestamptz,
    constraint a_closed_difference_has_a_time check ((closed_at is null) = (status = 'OPEN'))
);

create unique index a_difference_is_open_once on reconciliation_difference (checkout_id, kind) where status = 'OPEN';
create index reconciliation_difference_of_checkout on reconciliation_difference (checkout_id);
create index reconciliation_difference_closed on reconciliation_difference (closed_at) where status <> 'OPEN';

-- Who settled which difference, when and why. The service adds rows and changes none.
create table reconciliation_audit (
    id            uuid        primary key,
    difference_id uuid        not null,
    kind          text        not null,
    checkout_id   uuid        not null,
    action        text        not null check (action in ('SETTLE')),
    who           text        not null,
    why           text        not null,
    acted_at      timestamptz not null default now()
);

create index reconciliation_audit_of_difference on reconciliation_audit (difference_id);
revoke update, delete on reconciliation_audit from ${service};
