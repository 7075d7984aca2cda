package checkout.lab.bench.outcome;

import checkout.lab.bench.load.LoadRunName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether everything adds up: every accepted checkout is an order that ended, stock is held and money is taken for those
 * that were confirmed and for no others, as much as the orders say.
 */
public record ConsistencyCheck(
        long orders,
        long confirmed,
        long pending,
        long reserved,
        long reservedForNothing,
        long paid,
        long paidForNothing,
        long heldInWallets,
        long owedByWallets) {

    /** Reads the tables of all services at one moment. */
    public static ConsistencyCheck read(Connection auditor, LoadRunName run, long begin) throws SQLException {
        try (PreparedStatement statement = auditor.prepareStatement("""
                with placed as (
                    select id, status, lines, total_minor, payment_method from orders.orders where %s
                )
                select count(*),
                       count(*) filter (where o.status = 'CONFIRMED'),
                       count(*) filter (where o.status = 'PENDING'),
                       count(*) filter (where o.status = 'CONFIRMED' and r.status = 'HELD'
                                          and r.lines::jsonb = o.lines::jsonb),
                       count(*) filter (where o.status = 'REJECTED' and r.status = 'HELD'),
                       count(*) filter (where o.status = 'CONFIRMED' and p.status in ('AUTHORIZED', 'CAPTURING', 'CAPTURED')
                                          and p.amount = o.total_minor and lower(p.method) = o.payment_method),
                       count(*) filter (where o.status = 'REJECTED' and p.status in ('AUTHORIZED', 'CAPTURING', 'CAPTURED')),
                       coalesce(sum(h.amount) filter (where h.status in ('HELD', 'CAPTURED')), 0),
                       coalesce(sum(o.total_minor) filter (where o.status = 'CONFIRMED' and o.payment_method = 'wallet'), 0)
                from placed o
                left join inventory.reservation r on r.checkout_id = o.id
                left join payments.payment p on p.checkout_id = o.id
                left join payments.hold h on h.checkout_id = o.id
                """.formatted(OrderOutcomes.OF_THE_RUN))) {
            statement.setLong(1, begin);
            statement.setString(2, run.prefix());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new ConsistencyCheck(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8),
                        row.getLong(9));
            }
        }
    }

    /**
     * What does not add up, in sentences.
     *
     * @param accepted how many 202s there were
     * @param unanswered how many requests got no answer, so that they may or may not have made an order
     */
    public List<String> contradictions(long accepted, long unanswered) {
        List<String> found = new ArrayList<>();
        if (orders < accepted || orders > accepted + unanswered) {
            found.add("%d checkouts were accepted and %d got no answer, but there are %d orders"
                    .formatted(accepted, unanswered, orders));
        }
        if (pending > 0) {
            found.add("%d orders have not ended".formatted(pending));
        }
        if (reserved != confirmed) {
            found.add("%d orders are confirmed, but stock is held as ordered for %d of them"
                    .formatted(confirmed, reserved));
        }
        if (reservedForNothing > 0) {
            found.add("stock is held for %d rejected orders".formatted(reservedForNothing));
        }
        if (paid != confirmed) {
            found.add("%d orders are confirmed, but %d of them are paid in full".formatted(confirmed, paid));
        }
        if (paidForNothing > 0) {
            found.add("%d rejected orders are paid".formatted(paidForNothing));
        }
        if (pending == 0 && heldInWallets != owedByWallets) {
            found.add("wallets hold %d for confirmed orders of %d in minor units"
                    .formatted(heldInWallets, owedByWallets));
        }
        return found;
    }
}
