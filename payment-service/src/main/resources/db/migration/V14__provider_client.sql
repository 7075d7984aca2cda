-- Constraints are added as not valid: they hold for every new or changed row, and adding them reads no row under its lock.

-- PENDING_CUSTOMER: the bank asks the customer to confirm (3-D Secure). CANCELLING: the customer did not, and the provider
-- is told. REAUTHORIZING: the authorization expired before it was captured. EXPIRING, EXPIRED: nobody settled the payment
-- while it was held.
alter table payment
    -- how long the customer may take to confirm
    add column challenge_until timestamptz,
    -- how long an authorization that is neither captured nor voided is kept; null for as long as it takes
    add column hold_until timestamptz,
    -- what a new authorization covers that took the place of an expired one
    add column reauthorized bigint check (reauthorized > 0),
    drop constraint payment_status_check,
    drop constraint a_call_is_owed_while_undecided,
    drop constraint a_wallet_is_decided_at_once,
    drop constraint an_authorization_has_a_reference,
    drop constraint a_refusal_says_why;

alter table payment
    add constraint payment_status_check
        check (status in ('REQUESTED', 'PENDING_CUSTOMER', 'CANCELLING', 'AUTHORIZED', 'DECLINED', 'REAUTHORIZING', 'CAPTURING',
                          'CAPTURED', 'EXPIRING', 'EXPIRED', 'VOIDING', 'VOIDED')) not valid,
    add constraint a_call_is_owed_while_undecided
        check ((next_call_at is not null)
               = (status in ('REQUESTED', 'PENDING_CUSTOMER', 'CANCELLING', 'REAUTHORIZING', 'CAPTURING', 'EXPIRING', 'VOIDING')))
        not valid,
    add constraint a_wallet_is_decided_at_once
        check (method = 'CARD' or status in ('AUTHORIZED', 'DECLINED', 'CAPTURED', 'EXPIRED', 'VOIDED')) not valid,
    add constraint an_authorization_has_a_reference
        check (reference is not null
               or status not in ('AUTHORIZED', 'REAUTHORIZING', 'CAPTURING', 'CAPTURED', 'EXPIRING', 'EXPIRED')) not valid,
    add constraint a_refusal_says_why
        check (detail is not null or status not in ('DECLINED', 'EXPIRED')) not valid,
    add constraint a_challenge_has_an_end
        check (challenge_until is not null or status <> 'PENDING_CUSTOMER') not valid;

-- First calls and repeated calls are taken separately, so that neither search reads the rows of the other.
drop index payment_call_owed;
create index payment_first_call on payment (next_call_at) where next_call_at is not null and attempt = 0;
create index payment_repeated_call on payment (next_call_at) where next_call_at is not null and attempt > 0;
drop index refund_call_owed;
create index refund_first_call on refund (next_call_at) where next_call_at is not null and attempt = 0;
create index refund_repeated_call on refund (next_call_at) where next_call_at is not null and attempt > 0;

create index payment_held on payment (hold_until) where status = 'AUTHORIZED' and hold_until is not null;

-- How far the calls of all instances have used up the rate that the provider allows: the rate up to this time is spent.
create table provider_call_rate (
    only_row    boolean     primary key default true check (only_row),
    spent_until timestamptz not null
);
insert into provider_call_rate (spent_until) values (now());
