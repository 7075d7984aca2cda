-- Constraints are added as not valid: they hold for every new or changed row, and adding them reads no row under its lock.

-- The sum of the refunds of a payment that are requested or paid. A declined refund no longer counts.
alter table payment
    add column refunded bigint not null default 0,
    add constraint refunds_never_exceed_the_payment check (refunded >= 0 and refunded <= coalesce(amount, 0)) not valid;

-- The amount of a hold is what is still held or spent: refunds reduce it, down to nothing.
alter table hold
    drop constraint hold_amount_check,
    add constraint hold_amount_check check (amount >= 0) not valid;

-- One row per return. A refused refund is stored too, so that a repeated command gets the same reply.
create table refund (
    return_id    uuid        primary key,
    checkout_id  uuid        not null,
    status       text        not null check (status in ('REQUESTED', 'REFUNDED', 'DECLINED')),
    amount       bigint      not null check (amount > 0),
    currency     text        not null check (currency ~ '^[A-Z]{3}$'),
    detail       text,
    -- the call to the card provider that is owed, and the command that is answered when it is done
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
    -- only a refusal can do without a payment: the checkout may have none
    payment_id   uuid        generated always as (case when status <> 'DECLINED' then checkout_id end) stored
                 references payment,
    constraint a_call_is_owed_while_requested check ((next_call_at is not null) = (status = 'REQUESTED')),
    constraint a_refusal_says_why check ((detail is not null) = (status = 'DECLINED'))
);

create index refund_call_owed on refund (next_call_at) where next_call_at is not null;
create index refund_of_checkout on refund (checkout_id);
