package checkout.lab.audit;

import java.util.List;

/** The invariants of stock: what inventory-service says of its stock follows from the movements that it has booked. */
final class StockInvariants {
    static final List<Invariant> ALL = List.of(
            Invariant.always("stock is the sum of its movements", """
                    select format('%s: %s on hand and %s reserved, its movements add up to %s and %s',
                                  sku, s.on_hand, s.reserved, m.on_hand, m.reserved)
                    from inventory.stock s
                    full join (
                        select sku, sum(on_hand) as on_hand, sum(reserved) as reserved from inventory.stock_movement group by sku
                    ) m using (sku)
                    where (coalesce(s.on_hand, 0), coalesce(s.reserved, 0)) <> (coalesce(m.on_hand, 0), coalesce(m.reserved, 0))
                    """),
            Invariant.always("each movement states the stock after it", """
                    select format('%s: movement %s states %s on hand and %s reserved, the movements up to it add up to %s and %s',
                                  sku, id, on_hand_after, reserved_after, on_hand, reserved)
                    from (
                        select sku, id, on_hand_after, reserved_after,
                               sum(on_hand) over history as on_hand, sum(reserved) over history as reserved
                        from inventory.stock_movement
                        window history as (partition by sku order by id)
                    ) after
                    where (on_hand_after, reserved_after) <> (on_hand, reserved)
                    """),
            Invariant.always("at no time was stock negative or oversold", """
                    select format('%s: %s on hand and %s reserved after movement %s', sku, on_hand, reserved, id)
                    from (
                        select sku, id, sum(on_hand) over history as on_hand, sum(reserved) over history as reserved
                        from inventory.stock_movement
                        window history as (partition by sku order by id)
                    ) after
                    where reserved < 0 or reserved > on_hand
                    """),
            Invariant.always("a reservation has moved what its status says", """
                    select format('%s is %s with %s %s of which %s came back; its movements add up to %s on hand and %s reserved',
                                  checkout_id, coalesce(l.status, 'missing'), l.quantity, sku, coalesce(b.returned, 0),
                                  m.on_hand, m.reserved)
                    from (
                        select checkout_id, sku, sum(reserved) as reserved,
                               coalesce(sum(on_hand) filter (where kind <> 'RESTOCK'), 0) as on_hand,
                               -- what came back after it had left the stock
                               coalesce(sum(on_hand) filter (where kind = 'RESTOCK'), 0) as restocked
                        from inventory.stock_movement where checkout_id is not null
                        group by checkout_id, sku
                        -- one that is older than the movements has none of its beginning
                        having bool_or(kind = 'RESERVE')
                    ) m
                    full join (
                        select r.checkout_id, r.status, line ->> 'sku' as sku, sum((line ->> 'quantity')::bigint) as quantity
                        from inventory.reservation r, jsonb_array_elements(r.lines::jsonb) as line
                        where r.checkout_id in (select checkout_id from inventory.stock_movement where kind = 'RESERVE')
                        group by r.checkout_id, r.status, line ->> 'sku'
                    ) l using (checkout_id, sku)
                    left join (
                        select checkout_id, sku, sum(returned) as returned from inventory.returned_stock group by checkout_id, sku
                    ) b using (checkout_id, sku)
                    cross join lateral (select l.quantity - coalesce(b.returned, 0) as kept) k
                    where (case l.status
                               when 'HELD' then (m.on_hand, m.reserved) = (0, k.kept)
                               when 'COMMITTED' then (m.on_hand, m.reserved) = (-(k.kept + m.restocked), 0)
                               when 'RELEASED' then (m.on_hand, m.reserved) = (0, 0)
                               when 'EXPIRED' then (m.on_hand, m.reserved) = (0, 0)
                           end) is not true
                    """),
            Invariant.always("a restock has moved as many of each product as came back", """
                    select format('return %s brings back %s %s, its movements %s', return_id, coalesce(k.quantity, 0), sku,
                                  coalesce(m.quantity, 0))
                    from (
                        select return_id, line ->> 'sku' as sku, sum((line ->> 'quantity')::bigint) as quantity
                        from inventory.restock, jsonb_array_elements(lines::jsonb) as line
                        -- one that is older than the movements has none
                        where return_id in (select return_id from inventory.stock_movement where kind = 'RESTOCK')
                        group by return_id, line ->> 'sku'
                    ) k
                    full join (
                        -- what comes back while it is reserved is no longer reserved; otherwise there is more on hand
                        select return_id, sku, sum(on_hand - reserved) as quantity
                        from inventory.stock_movement where kind = 'RESTOCK' group by return_id, sku
                    ) m using (return_id, sku)
                    where m.quantity is distinct from k.quantity
                    """));

    private StockInvariants() {}
}
