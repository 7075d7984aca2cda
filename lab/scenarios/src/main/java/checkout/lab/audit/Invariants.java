package checkout.lab.audit;

import java.util.List;

/** The invariants that the audit checks. */
final class Invariants {
    /**
     * An operator has ended the checkout of order o by hand and stated its outcome. What it is paid with and what it holds is
     * then settled outside; that the order has the stated outcome is an invariant of its own.
     */
    static final String SETTLED_BY_OPERATOR = """
            exists (select from sagas.saga resolved
                    where resolved.id = o.id and resolved.phase = 'RESOLVED' and resolved.resolved_as is not null)
            """;

    static final List<Invariant> ALL = List.of(
            Invariant.always("no more stock is reserved than is on hand", """
                    select format('%s: %s reserved of %s', sku, reserved, on_hand)
                    from inventory.stock where reserved > on_hand or reserved < 0
                    """),
            Invariant.always("reserved stock is the sum of the reservations without what was returned", """
                    select format('%s: stock counts %s reserved, reservations hold %s', s.sku, s.reserved, coalesce(h.quantity, 0))
                    from inventory.stock s
                    left join (
                        select line ->> 'sku' as sku, sum((line ->> 'quantity')::bigint) as quantity
                        from inventory.reservation r, jsonb_array_elements(r.lines::jsonb) as line
                        where r.status = 'HELD' group by 1
                    ) held using (sku)
                    left join (
                        select sku, sum(t.returned) as quantity
                        from inventory.returned_stock t join inventory.reservation r using (checkout_id)
                        where r.status = 'HELD' group by 1
                    ) back using (sku)
                    cross join lateral (select coalesce(held.quantity, 0) - coalesce(back.quantity, 0) as quantity) h
                    where s.reserved <> h.quantity
                    """),
            Invariant.always("a wallet's ledger balance is its available balance plus its holds", """
                    select format('%s: ledger %s, available %s, held %s', a.id, a.ledger, a.available, coalesce(h.amount, 0))
                    from payments.account a
                    left join (
                        select account_id, sum(amount) as amount from payments.hold where status = 'HELD' group by 1
                    ) h on h.account_id = a.id
                    where a.ledger - a.available <> coalesce(h.amount, 0)
                    """),
            Invariant.always("a confirmed order has a payment", """
                    select format('%s is confirmed, its payment is %s', o.id, coalesce(p.status, 'missing'))
                    from orders.orders o left join payments.payment p on p.checkout_id = o.id
                    where o.status = 'CONFIRMED'
                      and (p.status is null or p.status not in ('AUTHORIZED', 'CAPTURING', 'REAUTHORIZING', 'CAPTURED', 'EXPIRING', 'EXPIRED'))
                      and not\s""" + SETTLED_BY_OPERATOR),
            Invariant.always("an order costs what its lines cost", """
                    select format('%s costs %s, its lines add up to %s', o.id, o.total_minor, coalesce(l.sum::text, 'nothing'))
                    from orders.orders o
                    left join lateral (
                        select sum((line ->> 'quantity')::bigint * price::bigint) as sum
                        from jsonb_array_elements(o.lines::jsonb) with ordinality as lines (line, n)
                        join jsonb_array_elements_text(o.unit_prices::jsonb) with ordinality as prices (price, n) using (n)
                    ) l on true
                    where o.unit_prices is not null and l.sum is distinct from o.total_minor
                    """),
            Invariant.always("a confirmed order is paid in full", """
                    select format('%s costs %s %s, its payment is %s %s', o.id, o.total_minor, o.currency, p.amount, p.currency)
                    from orders.orders o join payments.payment p on p.checkout_id = o.id
                    where o.status = 'CONFIRMED' and (p.amount <> o.total_minor or p.currency <> o.currency)
                      and not\s""" + SETTLED_BY_OPERATOR),
            Invariant.atRest(
                    "every order has ended",
                    "select format('%s has been %s since %s', id, status, placed_at) from orders.orders where status = 'PENDING'"),
            Invariant.atRest("every saga has ended", """
                    select format('%s is %s at %s: %s', id, phase, coalesce(step, 'no step'),
                                  coalesce(stuck_reason, last_error, 'no error'))
                    from sagas.saga where phase not in ('COMPLETED', 'COMPENSATED', 'RESOLVED')
                    """),
            Invariant.atRest("an order and its saga agree on the outcome", """
                    select format('%s is %s, its saga is %s', o.id, o.status, concat_ws(' as ', coalesce(s.phase, 'missing'), s.resolved_as))
                    from orders.orders o left join sagas.saga s on s.id = o.id and s.name = 'checkout'
                    where (o.status, case s.phase when 'RESOLVED' then s.resolved_as else s.phase end)
                          in (('CONFIRMED', 'COMPLETED'), ('REJECTED', 'COMPENSATED')) is not true
                    """),
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
            Invariant.always("no saga has recorded an anomaly that no operator has settled", """
                    select format('%s: %s', f.saga_id, f.finding) from sagas.finding f
                    where not exists (select from sagas.saga s
                                      where s.id = f.saga_id and s.phase = 'RESOLVED' and s.resolved_as is not null)
                    """));

    private Invariants() {}
}
