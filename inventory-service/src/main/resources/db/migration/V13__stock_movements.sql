-- Every change of a quantity in stock is a row here, written in the transaction of the change. The rows of a sku are booked
-- while its row in stock is locked, so their ids are in the order of the changes.
create table stock_movement (
    id             bigint      generated always as identity,
    sku            text        not null,
    kind           text        not null,
    -- by how much the quantities changed
    on_hand        int         not null,
    reserved       int         not null,
    -- the quantities after the change
    on_hand_after  int         not null,
    reserved_after int         not null,
    checkout_id    uuid,
    return_id      uuid,
    -- of a change that a person has made
    actor          text,
    request_key    text,
    reason         text,
    moved_at       timestamptz not null default now(),
    primary key (sku, id),
    constraint never_negative_never_oversold check (0 <= reserved_after and reserved_after <= on_hand_after),
    constraint a_kind_changes_what_it_says check (
        case kind
            when 'OPENING' then true
            when 'RECEIVE' then on_hand > 0 and reserved = 0
            when 'COUNT' then reserved = 0
            when 'ADJUST' then on_hand <> 0 and reserved = 0
            when 'RESERVE' then on_hand = 0 and reserved > 0
            when 'RELEASE' then on_hand = 0 and reserved < 0
            when 'EXPIRE' then on_hand = 0 and reserved < 0
            when 'COMMIT' then on_hand < 0 and reserved = on_hand
            -- what has left the stock comes back; what was only reserved is no longer reserved
            when 'RESTOCK' then on_hand > 0 and reserved = 0 or on_hand = 0 and reserved < 0
            -- booked by hand, in SQL, when the books and the stock differ
            when 'CORRECTION' then reason is not null
            else false
        end),
    constraint a_movement_of_a_checkout_names_it check (
        kind not in ('RESERVE', 'RELEASE', 'EXPIRE', 'COMMIT', 'RESTOCK') or checkout_id is not null),
    constraint a_restock_names_its_return check ((kind = 'RESTOCK') = (return_id is not null))
);

-- What leaves the stock for a checkout or comes back with a return, does so once.
create unique index stock_movement_commits_once on stock_movement (checkout_id, sku) where kind = 'COMMIT';
create unique index stock_movement_restocks_once on stock_movement (return_id, sku) where kind = 'RESTOCK';
create unique index stock_movement_request on stock_movement (actor, request_key) where request_key is not null;

insert into stock_movement (sku, kind, on_hand, reserved, on_hand_after, reserved_after, reason)
select sku, 'OPENING', on_hand, reserved, on_hand, reserved, 'the stock when movements were introduced'
from stock order by sku;

-- Privileges would not do: provisioning grants them again, and the owner of the table needs none.
create function refuse_change() returns trigger
    language plpgsql set search_path from current
as $$
begin
    raise exception '% of % is refused: %', tg_op, tg_table_name, tg_argv[0] using errcode = 'restrict_violation';
end
$$;

create trigger append_only before update or delete or truncate on stock_movement
    for each statement execute function refuse_change('a movement is never changed; book another one that corrects it');

create trigger keeps_its_rows before delete or truncate on stock
    for each statement execute function refuse_change('movements and reservations refer to it; set its quantity to 0');
