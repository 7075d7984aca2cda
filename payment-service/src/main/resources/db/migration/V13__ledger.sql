-- The ledger: every movement of money is one row that takes an amount from one account (debit) and gives it to another
-- (credit), so no row can be unbalanced. Rows are only ever added, and they are kept for ever. See docs/adr/0019.
--
--   wallet:<id>            what the customer can spend       held:<id>             what checkouts hold of it
--   settlement:<currency>  what the shop has earned          provider:<currency>   what the card provider owes the shop
--   funding:<currency>     where the wallets' money is from
create table ledger_transfer (
    id          bigint      generated always as identity primary key,
    kind        text        not null,
    debit       text        not null,
    credit      text        not null,
    amount      bigint      not null check (amount > 0),
    currency    text        not null check (currency ~ '^[A-Z]{3}$'),
    wallet      text,
    checkout_id uuid,
    return_id   uuid,
    -- names the funding of a wallet or the payment out of it, so that a repetition is recognized
    funding     text        check (length(funding) between 1 and 200),
    booked_at   timestamptz not null default now(),
    -- an unknown kind is refused too, because its case is null
    constraint the_kind_decides_on_the_accounts check ((case
        when kind = 'WALLET_FUNDED'
            then (debit, credit) = ('funding:' || currency, 'wallet:' || wallet)
        when kind = 'WALLET_PAID_OUT'
            then (debit, credit) = ('wallet:' || wallet, 'funding:' || currency)
        when kind = 'HOLD_PLACED'
            then (debit, credit) = ('wallet:' || wallet, 'held:' || wallet)
        when kind in ('HOLD_REDUCED', 'HOLD_RELEASED')
            then (debit, credit) = ('held:' || wallet, 'wallet:' || wallet)
        when kind = 'HOLD_CAPTURED'
            then (debit, credit) = ('held:' || wallet, 'settlement:' || currency)
        when kind in ('WALLET_REFUNDED', 'WALLET_CAPTURE_VOIDED')
            then (debit, credit) = ('settlement:' || currency, 'wallet:' || wallet)
        when kind = 'CARD_CAPTURED'
            then (debit, credit) = ('provider:' || currency, 'settlement:' || currency) and wallet is null
        when kind in ('CARD_REFUNDED', 'CARD_CAPTURE_VOIDED')
            then (debit, credit) = ('settlement:' || currency, 'provider:' || currency) and wallet is null
    end) is true),
    constraint the_kind_decides_on_the_key check (
        (kind in ('WALLET_FUNDED', 'WALLET_PAID_OUT')) = (funding is not null)
        and (kind in ('WALLET_FUNDED', 'WALLET_PAID_OUT')) = (checkout_id is null)
        and (kind in ('HOLD_REDUCED', 'WALLET_REFUNDED', 'CARD_REFUNDED')) = (return_id is not null))
);

-- Balances of existing wallets and payments, in one statement, so that all are of the same moment. A payment that was
-- refunded in part is opened with the rest, and a refund that was paid before has no entry of its own.
insert into ledger_transfer (kind, debit, credit, amount, currency, wallet, checkout_id, funding)
select 'WALLET_FUNDED', 'funding:' || currency, 'wallet:' || id, ledger + coalesce(spent.amount, 0), currency, id,
       null::uuid, 'opening balance'
from account
left join (select account_id, sum(amount) as amount from hold where status = 'CAPTURED' group by 1) spent on account_id = id
where ledger + coalesce(spent.amount, 0) > 0
union all
select 'HOLD_PLACED', 'wallet:' || account_id, 'held:' || account_id, amount, currency, account_id, checkout_id, null
from hold join account on account.id = account_id
where hold.status in ('HELD', 'CAPTURED') and amount > 0
union all
select 'HOLD_CAPTURED', 'held:' || account_id, 'settlement:' || currency, amount, currency, account_id, checkout_id, null
from hold join account on account.id = account_id
where hold.status = 'CAPTURED' and amount > 0
union all
select 'CARD_CAPTURED', 'provider:' || currency, 'settlement:' || currency, amount - coalesce(returned.sum, 0), currency,
       null, checkout_id, null
from payment
left join (select checkout_id, sum(amount) from refund where status = 'REFUNDED' group by 1) returned using (checkout_id)
where payment.status = 'CAPTURED' and method = 'CARD' and amount - coalesce(returned.sum, 0) > 0;

create unique index a_transfer_of_a_checkout_is_booked_once
    on ledger_transfer (checkout_id, kind, return_id) nulls not distinct where checkout_id is not null;
create unique index a_return_is_refunded_once on ledger_transfer (return_id) where return_id is not null;
create unique index a_wallet_is_funded_once on ledger_transfer (wallet, funding) where funding is not null;
create index ledger_transfer_of_wallet on ledger_transfer (wallet, id) where wallet is not null;
create index ledger_transfer_of_cards on ledger_transfer (currency, id) where wallet is null;

-- Both sides of every transfer. The balance of an account is the sum of its amounts; all balances of a currency together
-- are zero.
create view ledger_entry as
select id, kind, debit as account, -amount as amount, currency, wallet, checkout_id, return_id, booked_at
from ledger_transfer
union all
select id, kind, credit, amount, currency, wallet, checkout_id, return_id, booked_at
from ledger_transfer;

-- The state of these errors is that of a missing privilege: a consumer whose program does this halts, instead of taking
-- its messages for faulty.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise insufficient_privilege using message = tg_argv[0];
end
$$;

create trigger transfers_never_change before update or delete or truncate on ledger_transfer
    for each statement execute function refuse_change(
        'Entries of the ledger never change; add a transfer that corrects the wrong one.');

-- The balances of a wallet change only here. Its row is locked by who books, and has the checks that refuse to overdraw it.
create function add_transfers_to_wallets() returns trigger language plpgsql set search_path from current as $$
declare
    missing text;
begin
    with change as (
        select wallet, currency,
               sum(amount * (starts_with(credit, 'wallet:')::int - starts_with(debit, 'wallet:')::int))::bigint as available,
               sum(amount * (starts_with(credit, 'held:')::int - starts_with(debit, 'held:')::int))::bigint as held
        from booked where wallet is not null
        group by wallet, currency
    ), changed as (
        update account
        set available = account.available + change.available, ledger = account.ledger + change.available + change.held
        from change where account.id = change.wallet and account.currency = change.currency
        returning account.id
    )
    select string_agg(wallet || ' in ' || currency, ', ') into missing
    from change where wallet not in (select id from changed);
    if missing is not null then
        raise foreign_key_violation using message = 'There is no wallet ' || missing || '; open it before money is booked.';
    end if;
    return null;
end
$$;

create trigger wallets_follow_their_transfers after insert on ledger_transfer
    referencing new table as booked
    for each statement execute function add_transfers_to_wallets();

alter table account alter column available set default 0, alter column ledger set default 0;

create trigger a_wallet_is_opened_empty before insert on account
    for each row when (new.available <> 0 or new.ledger <> 0) execute function refuse_change(
        'A wallet is opened empty; fund it with a transfer of the kind WALLET_FUNDED.');

create trigger balances_change_with_transfers before update of id, currency, available, ledger on account
    for each statement when (pg_trigger_depth() = 0) execute function refuse_change(
        'The balances of a wallet change only by transfers of the ledger; its id and currency never change.');

create trigger a_wallet_with_money_stays before delete on account
    for each row when (old.available <> 0 or old.ledger <> 0) execute function refuse_change(
        'A wallet with money cannot be deleted.');
