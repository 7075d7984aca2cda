package checkout.lab.audit;

import java.util.List;

/** The invariants of returns: what was bought comes back at most once, for the price that was paid. */
final class ReturnInvariants {
    static final List<Invariant> ALL = List.of(
            Invariant.always("no more is returned than was bought", """
                    select format('%s: %s of %s %s returned', o.id, t.quantity, coalesce(b.quantity, 0), t.sku)
                    from (
                        select r.order_id, l.sku, sum(l.quantity) as quantity
                        from orders.order_return r join orders.order_return_line l on l.return_id = r.id
                        where r.status <> 'REFUSED' group by 1, 2
                    ) t
                    join orders.orders o on o.id = t.order_id
                    left join lateral (
                        select sum((line ->> 'quantity')::bigint) as quantity
                        from jsonb_array_elements(o.lines::jsonb) as line where line ->> 'sku' = t.sku
                    ) b on true
                    where o.status <> 'CONFIRMED' or t.quantity > coalesce(b.quantity, 0)
                    """),
            Invariant.always("a payment counts exactly its refunds", """
                    select format('%s: counts %s refunded, its refunds are %s', p.checkout_id, p.refunded, coalesce(r.amount, 0))
                    from payments.payment p
                    left join (
                        select checkout_id, sum(amount) as amount from payments.refund where status <> 'DECLINED' group by 1
                    ) r using (checkout_id)
                    where p.refunded <> coalesce(r.amount, 0)
                    """),
            Invariant.atRest("every return has ended and agrees with its saga", """
                    select format('return %s is %s, its saga is %s', r.id, r.status, concat_ws(' as ', coalesce(s.phase, 'missing'), s.resolved_as))
                    from orders.order_return r left join sagas.saga s on s.id = r.id and s.name = 'return'
                    where (r.status, case s.phase when 'RESOLVED' then s.resolved_as else s.phase end)
                          in (('ACCEPTED', 'COMPLETED'), ('REFUSED', 'COMPENSATED')) is not true
                    """),
            Invariant.atRest(
                    "an accepted return is refunded and restocked, once and in full; a refused one is neither", """
                    select format('return %s is %s; refund %s %s of %s; restocked %s', r.id, r.status,
                                  coalesce(f.status, 'missing'), f.amount, r.refund_minor, k.return_id is not null)
                    from orders.order_return r
                    left join payments.refund f on f.return_id = r.id
                    left join inventory.restock k on k.return_id = r.id
                    where (r.status = 'ACCEPTED'
                           and (f.status is distinct from 'REFUNDED' or f.amount <> r.refund_minor or k.return_id is null)
                        or r.status = 'REFUSED' and (coalesce(f.status, 'DECLINED') <> 'DECLINED' or k.return_id is not null))
                      and not exists (select from sagas.saga s
                                      where s.id = r.id and s.phase = 'RESOLVED' and s.resolved_as is not null)
                    """),
            Invariant.always("a return is worth what its lines cost", """
                    select format('return %s of %s refunds %s, its lines cost %s', r.id, o.id, r.refund_minor, l.sum)
                    from orders.order_return r
                    join orders.orders o on o.id = r.order_id
                    cross join lateral (
                        select sum(returned.quantity * price::bigint) as sum
                        from orders.order_return_line returned
                        left join (
                            jsonb_array_elements(o.lines::jsonb) with ordinality as lines (line, n)
                            join jsonb_array_elements_text(o.unit_prices::jsonb) with ordinality as prices (price, n) using (n)
                        ) on line ->> 'sku' = returned.sku
                        where returned.return_id = r.id
                    ) l
                    where o.unit_prices is not null and (r.refund_minor, r.currency) is distinct from (l.sum::bigint, o.currency)
                    """),
            Invariant.always("what came back into stock is what was returned", """
                    select format('return %s is of %s, what came back is %s', k.return_id, coalesce(l.lines, 'nothing'), b.lines)
                    from inventory.restock k
                    left join lateral (
                        select string_agg(quantity || ' ' || sku, ', ' order by sku collate "C") as lines
                        from orders.order_return_line where return_id = k.return_id
                    ) l on true
                    left join lateral (
                        select string_agg((line ->> 'quantity') || ' ' || (line ->> 'sku'), ', ' order by line ->> 'sku' collate "C")
                                   as lines
                        from jsonb_array_elements(k.lines::jsonb) as line
                    ) b on true
                    where l.lines is distinct from b.lines
                    """));

    private ReturnInvariants() {}
}
