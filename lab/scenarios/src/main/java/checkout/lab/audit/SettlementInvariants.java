package checkout.lab.audit;

import static checkout.lab.audit.Invariants.SETTLED_BY_OPERATOR;

import java.util.List;

/**
 * What confirmed and rejected orders have done to money and stock. From version 3 of the checkout saga on, a confirmed order
 * is charged and its items have left the stock; under version 2 it is charged, and under version 1 the payment stays
 * authorized.
 */
final class SettlementInvariants {
    static final List<Invariant> ALL = List.of(
            Invariant.always("a confirmed order has its stock reserved or sold", """
                    select format('%s is confirmed, its reservation is %s', o.id, coalesce(r.status, 'missing'))
                    from orders.orders o left join inventory.reservation r on r.checkout_id = o.id
                    where o.status = 'CONFIRMED' and (r.status is null or r.status not in ('HELD', 'COMMITTED'))
                      and not\s""" + SETTLED_BY_OPERATOR),
            Invariant.always("what is reserved or sold is what was ordered", """
                    select format('%s orders %s, reserved or sold are %s', o.id, o.lines, r.lines)
                    from orders.orders o join inventory.reservation r on r.checkout_id = o.id
                    where r.status in ('HELD', 'COMMITTED') and r.lines::jsonb <> o.lines::jsonb
                    """),
            Invariant.always(
                    "nothing is captured for an order that is rejected or does not exist", """
                    select format('the payment of %s is %s, the order is %s', p.checkout_id, p.status, coalesce(o.status, 'missing'))
                    from payments.payment p left join orders.orders o on o.id = p.checkout_id
                    where p.status in ('CAPTURING', 'REAUTHORIZING', 'CAPTURED') and coalesce(o.status, 'REJECTED') = 'REJECTED'
                      and not\s""" + SETTLED_BY_OPERATOR),
            Invariant.always(
                    "nothing is sold for an order that is rejected or does not exist", """
                    select format('the stock of %s is sold, the order is %s', r.checkout_id, coalesce(o.status, 'missing'))
                    from inventory.reservation r left join orders.orders o on o.id = r.checkout_id
                    where r.status = 'COMMITTED' and coalesce(o.status, 'REJECTED') = 'REJECTED'
                      and not\s""" + SETTLED_BY_OPERATOR),
            Invariant.atRest("a confirmed order is charged", """
                    select format('%s is confirmed by a saga of version %s, its payment is %s', o.id, s.version, p.status)
                    from orders.orders o join payments.payment p on p.checkout_id = o.id
                    join sagas.saga s on s.id = o.id and s.name = 'checkout'
                    where o.status = 'CONFIRMED' and p.status <> case when s.version >= 2 then 'CAPTURED' else 'AUTHORIZED' end
                      and not\s""" + SETTLED_BY_OPERATOR),
            Invariant.atRest("the items of a confirmed order have left the stock", """
                    select format('%s is confirmed by a saga of version %s, its reservation is %s', o.id, s.version, r.status)
                    from orders.orders o join inventory.reservation r on r.checkout_id = o.id
                    join sagas.saga s on s.id = o.id and s.name = 'checkout'
                    where o.status = 'CONFIRMED' and r.status <> case when s.version >= 3 then 'COMMITTED' else 'HELD' end
                      and not\s""" + SETTLED_BY_OPERATOR),
            Invariant.atRest("a rejected order has no stock reserved", """
                    select format('%s is rejected and still has stock reserved', o.id)
                    from orders.orders o join inventory.reservation r on r.checkout_id = o.id
                    where o.status = 'REJECTED' and r.status = 'HELD'
                      and not\s""" + SETTLED_BY_OPERATOR),
            Invariant.atRest("a rejected order is not paid", """
                    select format('%s is rejected, its payment is %s', o.id, p.status)
                    from orders.orders o join payments.payment p on p.checkout_id = o.id
                    where o.status = 'REJECTED' and p.status not in ('DECLINED', 'VOIDED', 'EXPIRED')
                      and not\s""" + SETTLED_BY_OPERATOR),
            Invariant.atRest("a rejected order holds no money of a wallet", """
                    select format('%s is rejected, its hold of %s on %s is %s', o.id, h.amount, h.account_id, h.status)
                    from orders.orders o join payments.hold h on h.checkout_id = o.id
                    where o.status = 'REJECTED' and h.status <> 'RELEASED'
                      and not\s""" + SETTLED_BY_OPERATOR));

    private SettlementInvariants() {}
}
