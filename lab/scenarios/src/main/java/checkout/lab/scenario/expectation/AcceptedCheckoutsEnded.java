package checkout.lab.scenario.expectation;

import checkout.lab.database.SqlQuery;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ShopperPurchase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every accepted checkout has an order and a saga that have ended, once, with an outcome that fits the purchase. */
public final class AcceptedCheckoutsEnded implements Expectation {

    /** An order and its saga as the tables show them. */
    record OrderRow(
            String status,
            @Nullable String reason,
            @Nullable String phase,
            String customer) {
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
    public List<ExpectationResult> check(ScenarioContext context) throws SQLException {
        Map<UUID, OrderRow> orders = orders(context);
        Map<UUID, ShopperPurchase> accepted = context.acceptedCheckouts().byId();
        Map<String, Object> figures = new TreeMap<>();
        figures.put("accepted", accepted.size());
        figures.put("never answered", context.acceptedCheckouts().unanswered());
        orders.values().forEach(each -> figures.merge(each.outcome(), 1, (a, b) -> (int) a + (int) b));
        return List.of(
                new ExpectationResult(
                        "every accepted checkout and its saga have ended", unended(accepted, orders), figures),
                new ExpectationResult("no customer has two orders for one purchase", duplicates(orders)),
                new ExpectationResult("every outcome fits the purchase", wrongOutcomes(accepted, orders)));
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

    /** Any purchase may time out; a confirmation or another reason must fit the purchase. */
    private static boolean fits(ShopperPurchase purchase, OrderRow order) {
        String refusal = purchase.kind().refusal();
        String reason = order.reason();
        if (reason == null) {
            return !"PAYMENT_DECLINED".equals(refusal);
        }
        return reason.equals("TIMED_OUT")
                || reason.equals(refusal)
                || (reason.equals("CANCELLED") && purchase.cancels());
    }

    private static Map<UUID, OrderRow> orders(ScenarioContext context) throws SQLException {
        Map<UUID, OrderRow> orders = new HashMap<>();
        try (Connection auditor = context.auditor()) {
            SqlQuery.forEach(
                    auditor,
                    """
                    select o.id, o.status, o.reason, s.phase, o.customer_id
                    from orders.orders o left join sagas.saga s on s.id = o.id
                    where o.id >= ?::uuid and starts_with(o.customer_id, ?)
                    """,
                    row -> orders.put(
                            row.getObject(1, UUID.class),
                            new OrderRow(row.getString(2), row.getString(3), row.getString(4), row.getString(5))),
                    context.lowestId(),
                    context.acceptedCheckouts().customerPrefix());
        }
        return orders;
    }
}
