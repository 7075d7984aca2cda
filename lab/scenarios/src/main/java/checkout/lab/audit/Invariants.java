package checkout.lab.audit;

import java.util.List;

/** The invariants that the audit checks. */
final class Invariants {
    static final List<Invariant> ALL = List.of(
            Invariant.always("no more stock is reserved than is on hand", """
                    select format('%s: %s reserved of %s', sku, reserved, on_hand)
                    from inventory.stock where reserved > on_hand or reserved < 0
                    """),
            Invariant.always("reserved stock is the sum of the reservations", """
                    select format('%s: stock counts %s reserved, reservations hold %s', s.sku, s.reserved, coalesce(h.quantity, 0))
                    from inventory.stock s
                    left join (
                        select line ->> 'sku' as sku, sum((line ->> 'quantity')::bigint) as quantity
                        from inventory.reservation r, jsonb_array_elements(r.lines::jsonb) as line
                        where r.status = 'HELD' group by 1
                    ) h using (sku)
                    where s.reserved <> coalesce(h.quantity, 0)
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
                      and (p.status is null or p.status not in ('AUTHORIZED', 'CAPTURING', 'CAPTURED'))
                    """),
            Invariant.always("a confirmed order is paid in full", """
                    select format('%s costs %s, its payment is %s', o.id, o.total_minor, p.amount)
                    from orders.orders o join payments.payment p on p.checkout_id = o.id
                    where o.status = 'CONFIRMED' and p.amount <> o.total_minor
                    """),
            Invariant.always("a confirmed order has its stock reserved", """
                    select format('%s is confirmed, its reservation is %s', o.id, coalesce(r.status, 'missing'))
                    from orders.orders o left join inventory.reservation r on r.checkout_id = o.id
                    where o.status = 'CONFIRMED' and r.status is distinct from 'HELD'
                    """),
            Invariant.atRest("a rejected order has no stock reserved", """
                    select format('%s is rejected and still has stock reserved', o.id)
                    from orders.orders o join inventory.reservation r on r.checkout_id = o.id
                    where o.status = 'REJECTED' and r.status = 'HELD'
                    """),
            Invariant.atRest("a rejected order is not paid", """
                    select format('%s is rejected, its payment is %s', o.id, p.status)
                    from orders.orders o join payments.payment p on p.checkout_id = o.id
                    where o.status = 'REJECTED' and p.status not in ('DECLINED', 'VOIDED')
                    """),
            Invariant.atRest(
                    "every order has ended",
                    "select format('%s has been %s since %s', id, status, placed_at) from orders.orders where status = 'PENDING'"),
            Invariant.atRest("every saga has ended", """
                    select format('%s is %s at %s: %s', id, phase, coalesce(step, 'no step'),
                                  coalesce(stuck_reason, last_error, 'no error'))
                    from sagas.saga where phase not in ('COMPLETED', 'COMPENSATED', 'RESOLVED')
                    """),
            Invariant.atRest("an order and its saga agree on the outcome", """
                    select format('%s is %s, its saga is %s', o.id, o.status, coalesce(s.phase, 'missing'))
                    from orders.orders o left join sagas.saga s on s.id = o.id
                    where (o.status, s.phase) not in (('CONFIRMED', 'COMPLETED'), ('REJECTED', 'COMPENSATED'))
                          and s.phase is distinct from 'RESOLVED' or s.phase is null
                    """),
            Invariant.always(
                    "no saga has recorded an anomaly", "select format('%s: %s', saga_id, finding) from sagas.finding"));

    private Invariants() {}
}
