package checkout.lab.scenario.expectation;

import checkout.lab.scenario.context.AcceptedCheckouts;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ShopperPurchase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every 202 of the run has an order and a saga that have ended, nobody ordered twice, nobody got what cannot be had. */
public final class AcceptedCheckoutsEnded implements Expectation {

    /** How a checkout stands. */
    record Standing(
            String status,
            @Nullable String reason,
            @Nullable String phase,
            String customer) {
        boolean hasEnded() {
            return !status.equals("PENDING")
                    && phase != null
                    && List.of("COMPLETED", "COMPENSATED").contains(phase);
        }

        String sentence() {
            return reason == null ? status : status + " " + reason;
        }
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext scenarioContext) throws SQLException {
        AcceptedCheckouts promises = scenarioContext.promises();
        Map<UUID, Standing> standings = standings(scenarioContext);
        Map<UUID, ShopperPurchase> accepted = promises.accepted();
        Map<String, Object> figures = new TreeMap<>();
        figures.put("accepted", accepted.size());
        figures.put("never answered", promises.unanswered());
        standings.values().forEach(each -> figures.merge(each.sentence(), 1, (a, b) -> (int) a + (int) b));
        return List.of(
                new ExpectationResult(
                        "every accepted checkout and its saga have ended", lost(accepted, standings), figures),
                new ExpectationResult("nobody has two orders for one purchase", twice(standings), Map.of()),
                new ExpectationResult(
                        "everybody got an answer that fits the purchase", misfits(accepted, standings), Map.of()));
    }

    static List<String> lost(Map<UUID, ShopperPurchase> accepted, Map<UUID, Standing> standings) {
        List<String> lost = new ArrayList<>();
        for (UUID id : accepted.keySet()) {
            Standing standing = standings.get(id);
            if (standing == null) {
                lost.add("%s was accepted, and there is no such order".formatted(id));
            } else if (!standing.hasEnded()) {
                lost.add("%s is %s, its saga is %s".formatted(id, standing.status(), standing.phase()));
            }
        }
        return lost;
    }

    static List<String> twice(Map<UUID, Standing> standings) {
        Map<String, UUID> first = new HashMap<>();
        List<String> twice = new ArrayList<>();
        standings.forEach((id, standing) -> {
            UUID other = first.putIfAbsent(standing.customer(), id);
            if (other != null) {
                twice.add("%s has the orders %s and %s".formatted(standing.customer(), other, id));
            }
        });
        return twice;
    }

    static List<String> misfits(Map<UUID, ShopperPurchase> accepted, Map<UUID, Standing> standings) {
        List<String> misfits = new ArrayList<>();
        accepted.forEach((id, purchase) -> {
            Standing standing = standings.get(id);
            if (standing != null && standing.hasEnded() && !fits(purchase, standing)) {
                misfits.add("%s wanted %s%s and is %s"
                        .formatted(id, purchase.wish(), purchase.cancels() ? ", cancelled" : "", standing.sentence()));
            }
        });
        return misfits;
    }

    /** A timeout may end any of them; a confirmation or another reason must be the right one. */
    private static boolean fits(ShopperPurchase purchase, Standing standing) {
        String reason = standing.reason();
        if (reason == null) {
            return !"PAYMENT_DECLINED".equals(purchase.wish().refusal());
        }
        return reason.equals("TIMED_OUT")
                || reason.equals(purchase.wish().refusal())
                || (reason.equals("CANCELLED") && purchase.cancels());
    }

    private static Map<UUID, Standing> standings(ScenarioContext scenarioContext) throws SQLException {
        Map<UUID, Standing> standings = new HashMap<>();
        try (Connection auditor = scenarioContext.auditor();
                PreparedStatement statement = auditor.prepareStatement("""
                        select o.id, o.status, o.reason, s.phase, o.customer_id
                        from orders.orders o left join sagas.saga s on s.id = o.id
                        where o.id >= ?::uuid and starts_with(o.customer_id, ?)
                        """)) {
            statement.setString(1, scenarioContext.lowestId());
            statement.setString(2, scenarioContext.promises().customers());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    standings.put(
                            row.getObject(1, UUID.class),
                            new Standing(row.getString(2), row.getString(3), row.getString(4), row.getString(5)));
                }
            }
        }
        return standings;
    }
}
