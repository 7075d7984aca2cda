-- One row a checkout, whatever it is paid with. A void of what was never asked for leaves a row without a method:
-- the tombstone that refuses the late authorization.
create table payment (
    checkout_id  uuid        primary key,
    status       text        not null
                 check (status in ('REQUESTED', 'AUTHORIZED', 'DECLINED', 'CAPTURING', 'CAPTURED', 'VOIDING', 'VOIDED')),
    method       text        check (method in ('CARD', 'WALLET')),
    amount       bigint      check (amount > 0),
    currency     text        check (currency ~ '^[A-Z]{3}$'),
    token        text,
    reference    text,
    detail       text,
    -- the call to the card network that is owed, and whom to answer when it is done
    attempt      int         not null default 0,
    next_call_at timestamptz,
    last_error   text,
    saga_id      uuid,
    step         text,
    action       text,
    saga_attempt int,
    traceparent  text,
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now(),
    constraint only_a_void_needs_no_money
        check (status = 'VOIDED' or (method is not null and amount is not null and currency is not null)),
    constraint a_call_is_owed_while_undecided
        check ((next_call_at is not null) = (status in ('REQUESTED', 'CAPTURING', 'VOIDING'))),
    constraint a_wallet_is_decided_at_once
        check (method = 'CARD' or status not in ('REQUESTED', 'CAPTURING', 'VOIDING')),
    constraint a_token_is_kept_while_it_is_needed
        check ((token is not null) = (status = 'REQUESTED')),
    constraint an_authorization_has_a_reference
        check (reference is not null or status not in ('AUTHORIZED', 'CAPTURING', 'CAPTURED')),
    constraint a_refusal_says_why
        check (detail is not null or status <> 'DECLINED')
);

create index payment_call_owed on payment (next_call_at) where next_call_at is not null;

-- Balances in minor units: ledger is what the wallet has, available what of it no checkout holds.
create table account (
    id        text   primary key check (id ~ '^[A-Za-z0-9._-]{1,64}$'),
    currency  text   not null check (currency ~ '^[A-Z]{3}$'),
    available bigint not null,
    ledger    bigint not null,
    constraint nothing_overdrawn check (available >= 0),
    constraint holds_are_covered check (available <= ledger)
) with (fillfactor = 50);

create table hold (
    checkout_id uuid   primary key references payment,
    account_id  text   not null references account,
    amount      bigint not null check (amount > 0),
    status      text   not null check (status in ('HELD', 'CAPTURED', 'RELEASED'))
);
