package checkout.lab.bench.measure;

import checkout.lab.bench.load.LoadRunId;
import checkout.lab.database.SqlQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that the run adds up: every accepted checkout is an order that has ended; stock is sold and money captured for the
 * confirmed orders and for no others, in the amounts that the orders state; and none was refused, because the shop has stock
 * and the wallets have money for more than a run can buy.
 *
 * @param refused rejected for lack of stock or money
 * @param reservedForRejected stock is reserved or sold
 * @param paidForRejected the payment is not undone
 */
public record ConsistencyCheck(
        long orders,
        long confirmed,
        long pending,
        long refused,
        long sold,
        long reservedForRejected,
        long paid,
        long paidForRejected,
        long takenFromWallets,
        long owedByWallets) {

    /** Reads the tables of all services in one statement, so that they are of the same snapshot. */
    public static ConsistencyCheck read(Connection auditor, LoadRunId run, long begin) throws SQLException {
        return SqlQuery.one(
                auditor,
                """
                with placed as (
                    select id, status, reason, lines, total_minor, payment_method from orders.orders where %s
                )
                select count(*),
                       count(*) filter (where o.status = 'CONFIRMED'),
                       count(*) filter (where o.status = 'PENDING'),
                       count(*) filter (where o.reason in ('OUT_OF_STOCK', 'PAYMENT_DECLINED')),
                       count(*) filter (where o.status = 'CONFIRMED' and r.status = 'COMMITTED'
                                          and r.lines::jsonb = o.lines::jsonb),
                       count(*) filter (where o.status = 'REJECTED' and r.status in ('HELD', 'COMMITTED')),
                       count(*) filter (where o.status = 'CONFIRMED' and p.status = 'CAPTURED'
                                          and p.amount = o.total_minor and lower(p.method) = o.payment_method),
                       count(*) filter (where o.status = 'REJECTED' and p.status in ('AUTHORIZED', 'CAPTURING', 'CAPTURED')),
                       coalesce(sum(h.amount) filter (where h.status in ('HELD', 'CAPTURED')), 0),
                       coalesce(sum(o.total_minor) filter (where o.status = 'CONFIRMED' and o.payment_method = 'wallet'), 0)
                from placed o
                left join inventory.reservation r on r.checkout_id = o.id
                left join payments.payment p on p.checkout_id = o.id
                left join payments.hold h on h.checkout_id = o.id
                """.formatted(OrderOutcomes.OF_THE_RUN),
                row -> new ConsistencyCheck(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8),
                        row.getLong(9),
                        row.getLong(10)),
                begin,
                run.prefix());
    }

    /**
     * Returns a sentence for everything that does not add up.
     *
     * @param accepted the number of 202 responses
     * @param withoutResponse the number of requests without a response, which may or may not have placed an order
     */
    public List<String> contradictions(long accepted, long withoutResponse) {
        List<String> found = new ArrayList<>();
        if (orders < accepted || orders > accepted + withoutResponse) {
            found.add("%d checkouts were accepted and %d got no response, but there are %d orders"
                    .formatted(accepted, withoutResponse, orders));
        }
        if (pending > 0) {
            found.add("%d orders have not ended".formatted(pending));
        }
        if (refused > 0) {
            found.add(
                    "%d orders were rejected for lack of stock or money; ./checkout up --wipe fills stock and wallets again"
                            .formatted(refused));
        }
        if (sold != confirmed) {
            found.add(
                    "%d orders are confirmed, but stock is sold as ordered for %d of them".formatted(confirmed, sold));
        }
        if (reservedForRejected > 0) {
            found.add("stock is reserved or sold for %d rejected orders".formatted(reservedForRejected));
        }
        if (paid != confirmed) {
            found.add("%d orders are confirmed, but %d of them are captured in full".formatted(confirmed, paid));
        }
        if (paidForRejected > 0) {
            found.add("%d rejected orders are paid".formatted(paidForRejected));
        }
        if (pending == 0 && takenFromWallets != owedByWallets) {
            found.add("%d minor units were taken from wallets for confirmed orders of %d"
                    .formatted(takenFromWallets, owedByWallets));
        }
        return found;
    }
}
