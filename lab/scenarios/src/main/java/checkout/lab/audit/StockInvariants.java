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
                    select format('%s is %s with %s items of which %s came back; its movements add up to %s on hand and %s reserved',
                                  r.checkout_id, r.status, l.quantity, b.quantity, m.on_hand, m.reserved)
                    from (
                        select checkout_id, sum(reserved) as reserved,
                               coalesce(sum(on_hand) filter (where kind <> 'RESTOCK'), 0) as on_hand,
                               -- what came back after it had left the stock
                               coalesce(sum(on_hand) filter (where kind = 'RESTOCK'), 0) as restocked
                        from inventory.stock_movement where checkout_id is not null
                        group by checkout_id
                        -- one that is older than the movements has none of its beginning
                        having bool_or(kind = 'RESERVE')
                    ) m
                    left join inventory.reservation r using (checkout_id)
                    cross join lateral (
                        select coalesce(sum((line ->> 'quantity')::bigint), 0) as quantity
                        from jsonb_array_elements(r.lines::jsonb) as line
                    ) l
                    cross join lateral (
                        select coalesce(sum(returned), 0) as quantity
                        from inventory.returned_stock t where t.checkout_id = r.checkout_id
                    ) b
                    where case r.status
                              when 'HELD' then (m.on_hand, m.reserved) <> (0, l.quantity - b.quantity)
                              when 'COMMITTED' then (m.on_hand, m.reserved) <> (-(l.quantity - (b.quantity - m.restocked)), 0)
                              when 'RELEASED' then (m.on_hand, m.reserved) <> (0, 0)
                              when 'EXPIRED' then (m.on_hand, m.reserved) <> (0, 0)
                              else true
                          end
                    """));

    private StockInvariants() {}
}
