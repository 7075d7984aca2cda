package checkout.lab.scenario.expectation;

import checkout.lab.database.SqlQuery;
import checkout.lab.scenario.context.AcceptedCheckouts.AcceptedReturn;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ShopperPurchase;
import checkout.lab.scenario.context.ShopperPurchase.Line;
import checkout.lab.time.Polling;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Every return that was answered with 202 exists, with the lines that were requested, and has ended. */
final class AcceptedReturnsEnded {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);

    private AcceptedReturnsEnded() {}

    /** A return as the tables show it. */
    record ReturnRow(UUID checkout, String status, String lines) {}

    /** @param left how long to wait for the last to end */
    static List<ExpectationResult> check(ScenarioContext context, Duration left)
            throws SQLException, InterruptedException {
        Map<UUID, AcceptedReturn> accepted = context.acceptedCheckouts().returnsById();
        Map<UUID, ShopperPurchase> purchases = context.acceptedCheckouts().byId();
        if (accepted.isEmpty()) {
            return List.of();
        }
        Map<UUID, ReturnRow> rows = new Polling(left, POLL_INTERVAL)
                .atMost(context.patience())
                .until(found -> wrong(accepted, found).isEmpty(), () -> rows(context));
        Map<String, Object> figures = new TreeMap<>();
        figures.put("accepted", accepted.size());
        rows.forEach((id, row) -> {
            if (accepted.containsKey(id)) {
                figures.merge(row.status(), 1, (a, b) -> (int) a + (int) b);
            }
        });
        return List.of(
                new ExpectationResult(
                        "every accepted return exists as it was requested and has ended",
                        wrong(accepted, rows),
                        figures),
                new ExpectationResult("no return is refused that can be refunded", refused(accepted, rows, purchases)),
                new ExpectationResult("no return has two ids", twice(accepted)));
    }

    static List<String> wrong(Map<UUID, AcceptedReturn> accepted, Map<UUID, ReturnRow> rows) {
        List<String> wrong = new ArrayList<>();
        accepted.forEach((id, wanted) -> {
            ReturnRow row = rows.get(id);
            if (row == null) {
                wrong.add("the return %s of %s was accepted, and does not exist".formatted(id, wanted.checkout()));
            } else if (!row.checkout().equals(wanted.checkout()) || !row.lines().equals(text(wanted.lines()))) {
                wrong.add("the return %s of %s was accepted with %s, and is of %s with %s"
                        .formatted(id, wanted.checkout(), text(wanted.lines()), row.checkout(), row.lines()));
            } else if (row.status().equals("PENDING")) {
                wrong.add("the return %s of %s has not ended".formatted(id, wanted.checkout()));
            }
        });
        return wrong;
    }

    /** What was bought by a request that nobody got an answer to is not known. */
    static List<String> refused(
            Map<UUID, AcceptedReturn> accepted, Map<UUID, ReturnRow> rows, Map<UUID, ShopperPurchase> purchases) {
        List<String> refused = new ArrayList<>();
        accepted.forEach((id, wanted) -> {
            ReturnRow row = rows.get(id);
            ShopperPurchase purchase = purchases.get(wanted.checkout());
            if (row != null && row.status().equals("REFUSED") && purchase != null && purchase.canBeRefunded()) {
                refused.add("the return %s of %s was accepted and then refused; it was paid with %s"
                        .formatted(id, wanted.checkout(), purchase.payment()));
            }
        });
        return refused;
    }

    /** Requests with one key that were answered with two returns. */
    static List<String> twice(Map<UUID, AcceptedReturn> accepted) {
        Map<String, UUID> first = new HashMap<>();
        List<String> twice = new ArrayList<>();
        accepted.forEach((id, each) -> {
            UUID other = first.putIfAbsent(each.key(), id);
            if (other != null) {
                twice.add("%s was answered with the returns %s and %s".formatted(each.key(), other, id));
            }
        });
        return twice;
    }

    private static String text(List<Line> lines) {
        return lines.stream()
                .map(line -> line.quantity() + " " + line.sku())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static Map<UUID, ReturnRow> rows(ScenarioContext context) throws SQLException {
        Map<UUID, ReturnRow> rows = new HashMap<>();
        try (Connection auditor = context.auditor()) {
            SqlQuery.forEach(
                    auditor,
                    """
                    select r.id, r.order_id, r.status,
                           string_agg(l.quantity || ' ' || l.sku, ', ' order by (l.quantity || ' ' || l.sku) collate "C")
                    from orders.order_return r
                    join orders.order_return_line l on l.return_id = r.id
                    where r.id >= ?::uuid
                    group by r.id, r.order_id, r.status
                    """,
                    row -> rows.put(
                            row.getObject(1, UUID.class),
                            new ReturnRow(row.getObject(2, UUID.class), row.getString(3), row.getString(4))),
                    context.lowestId());
        }
        return rows;
    }
}
