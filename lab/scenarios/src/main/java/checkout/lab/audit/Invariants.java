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
            Invariant.always("an order has the prices of the catalogue", """
                    select format('%s was placed at %s with %s for %s, the catalogue asks %s %s since %s', o.id, o.placed_at,
                                  price, p.sku, p.price_minor, p.currency, p.changed_at)
                    from orders.orders o
                    cross join lateral (
                        select line ->> 'sku' as sku, price::bigint as price
                        from jsonb_array_elements(o.lines::jsonb) with ordinality as lines (line, n)
                        join jsonb_array_elements_text(o.unit_prices::jsonb) with ordinality as prices (price, n) using (n)
                    ) l
                    join orders.product p using (sku)
                    where o.unit_prices is not null and (l.price, o.currency) <> (p.price_minor, p.currency)
                      -- an instance prices from a list that is some seconds old, and may have stood still
                      and (p.version = 1 or p.changed_at < o.placed_at - interval '2 minutes')
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
            Invariant.always("no saga has recorded an anomaly that no operator has settled", """
                    select format('%s: %s', f.saga_id, f.finding) from sagas.finding f
                    where not exists (select from sagas.saga s
                                      where s.id = f.saga_id and s.phase = 'RESOLVED' and s.resolved_as is not null)
                    """));

    private Invariants() {}
}
