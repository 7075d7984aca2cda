package checkout.lab.scenario.expectation;

import checkout.lab.database.SqlQuery;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ShopperPurchase;
import checkout.lab.time.EpochMicros;
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
import org.jspecify.annotations.Nullable;

/** Every accepted checkout has an order and a saga that have ended, once, with an outcome that fits the purchase. */
public final class AcceptedCheckoutsEnded implements Expectation {

    /** A saga whose every attempt at a step timed out, and which was then compensated, needs about two minutes. */
    public static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);

    private final Duration within;

    /** @param within the time that a checkout may take once it is placed and the last fault is over */
    public AcceptedCheckoutsEnded(Duration within) {
        this.within = within;
    }

    /**
     * An order and its saga as the tables show them.
     *
     * @param placedAt when the order was placed, in microseconds since the epoch
     * @param movedAt when the order and its saga last changed
     */
    record OrderRow(
            String status,
            @Nullable String reason,
            @Nullable String phase,
            String customer,
            long placedAt,
            long movedAt) {
        boolean hasEnded() {
            return !status.equals("PENDING")
                    && phase != null
                    && List.of("COMPLETED", "COMPENSATED").contains(phase);
        }

        String outcome() {
            return reason == null ? status : status + " " + reason;
        }
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws SQLException, InterruptedException {
        Map<UUID, ShopperPurchase> accepted = context.acceptedCheckouts().byId();
        long latest = context.faultTimes().healedAt() + within.toNanos() / 1000;
        Map<UUID, OrderRow> orders = new Polling(remaining(latest), POLL_INTERVAL)
                .atMost(context.patience())
                .until(found -> unended(accepted, found).isEmpty(), () -> orders(context));
        Map<String, Object> figures = new TreeMap<>();
        figures.put("accepted", accepted.size());
        figures.put("never answered", context.acceptedCheckouts().unanswered());
        orders.values().forEach(each -> figures.merge(each.outcome(), 1, (a, b) -> (int) a + (int) b));
        List<ExpectationResult> results = new ArrayList<>(List.of(
                new ExpectationResult(
                        "every accepted checkout and its saga have ended", unended(accepted, orders), figures),
                new ExpectationResult(
                        "each ended within %d s of its placement and the last fault".formatted(within.toSeconds()),
                        late(accepted, orders, context.faultTimes().lastEnd(), within)),
                new ExpectationResult("no customer has two orders for one purchase", duplicates(orders)),
                new ExpectationResult("every outcome fits the purchase", wrongOutcomes(accepted, orders))));
        results.addAll(AcceptedReturnsEnded.check(context, remaining(latest)));
        return results;
    }

    private static Duration remaining(long latest) {
        return Duration.ofNanos(Math.max(0, latest - EpochMicros.now()) * 1000);
    }

    static List<String> unended(Map<UUID, ShopperPurchase> accepted, Map<UUID, OrderRow> orders) {
        List<String> unended = new ArrayList<>();
        for (UUID id : accepted.keySet()) {
            OrderRow order = orders.get(id);
            if (order == null) {
                unended.add("%s was accepted, but the order does not exist".formatted(id));
            } else if (!order.hasEnded()) {
                unended.add("%s is %s, its saga is %s".formatted(id, order.status(), order.phase()));
            }
        }
        return unended;
    }

    /** A checkout has its time from the moment at which it is placed and nothing is wrong any more. */
    static List<String> late(
            Map<UUID, ShopperPurchase> accepted, Map<UUID, OrderRow> orders, long healed, Duration within) {
        List<String> late = new ArrayList<>();
        orders.forEach((id, order) -> {
            long latest = Math.max(order.placedAt(), healed) + within.toNanos() / 1000;
            if (accepted.containsKey(id) && order.hasEnded() && order.movedAt() > latest) {
                late.add("%s ended %.1f s too late".formatted(id, (order.movedAt() - latest) / 1e6));
            }
        });
        return late;
    }

    static List<String> duplicates(Map<UUID, OrderRow> orders) {
        Map<String, UUID> first = new HashMap<>();
        List<String> duplicates = new ArrayList<>();
        orders.forEach((id, order) -> {
            UUID other = first.putIfAbsent(order.customer(), id);
            if (other != null) {
                duplicates.add("%s has the orders %s and %s".formatted(order.customer(), other, id));
            }
        });
        return duplicates;
    }

    static List<String> wrongOutcomes(Map<UUID, ShopperPurchase> accepted, Map<UUID, OrderRow> orders) {
        List<String> wrong = new ArrayList<>();
        accepted.forEach((id, purchase) -> {
            OrderRow order = orders.get(id);
            if (order != null && order.hasEnded() && !fits(purchase, order)) {
                wrong.add("%s was %s%s and is %s"
                        .formatted(id, purchase.kind(), purchase.cancels() ? ", cancelled" : "", order.outcome()));
            }
        });
        return wrong;
    }

    private static boolean fits(ShopperPurchase purchase, OrderRow order) {
        String reason = order.reason();
        return reason == null ? purchase.mayBeConfirmed() : purchase.mayBeRejected(reason);
    }

    private static Map<UUID, OrderRow> orders(ScenarioContext context) throws SQLException {
        Map<UUID, OrderRow> orders = new HashMap<>();
        try (Connection auditor = context.auditor()) {
            SqlQuery.forEach(
                    auditor,
                    """
                    select o.id, o.status, o.reason, s.phase, o.customer_id, (extract(epoch from o.placed_at) * 1000000)::bigint,
                           (extract(epoch from greatest(o.finished_at, s.moved_at)) * 1000000)::bigint
                    from orders.orders o left join sagas.saga s on s.id = o.id
                    where o.id >= ?::uuid and starts_with(o.customer_id, ?)
                    """,
                    row -> orders.put(
                            row.getObject(1, UUID.class),
                            new OrderRow(
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getString(5),
                                    row.getLong(6),
                                    row.getLong(7))),
                    context.lowestId(),
                    context.acceptedCheckouts().customerPrefix());
        }
        return orders;
    }
}
