package checkout.lab.scenario.outside;

import checkout.lab.database.DatabaseConnections;
import checkout.lab.database.SqlQuery;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ShopperPurchase;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** Somebody else holds the lock on one row for long. The checkouts that do not need this row must not wait for it. */
public final class StrangersLocks implements Fault, Expectation {

    /** What is counted for each lock. */
    public static final String EVENT = "rows locked by somebody else";

    private static final Duration HELD = Duration.ofSeconds(40);
    private static final Duration BETWEEN = Duration.ofSeconds(8);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String SKU = "TEA-001";
    private static final String WALLET = "wallet-001";

    private static final List<RowLock> LOCKS = List.of(
            new RowLock(
                    "the stock of " + SKU,
                    "select 1 from inventory.stock where sku = '" + SKU + "' for update",
                    purchase -> purchase.buys(SKU)),
            new RowLock(
                    "the wallet " + WALLET,
                    "select 1 from payments.account where id = '" + WALLET + "' for update",
                    purchase -> purchase.payment().contains(WALLET)));

    private final List<String> waited = new ArrayList<>();
    private final Map<String, Object> figures = new HashMap<>();

    /** A row, and the purchases that have to wait for it. */
    private record RowLock(String row, String sql, Predicate<ShopperPurchase> needs) {}

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, SQLException {
        for (RowLock lock : context.random("locks").shuffled(LOCKS)) {
            Thread.sleep(BETWEEN);
            Instant locked = hold(context, lock);
            measure(context, lock, locked);
        }
    }

    private static Instant hold(ScenarioContext context, RowLock lock) throws InterruptedException, SQLException {
        try (Connection stranger =
                DatabaseConnections.superuser(context.stack(), context.folder()).getConnection()) {
            stranger.setAutoCommit(false);
            SqlQuery.number(stranger, lock.sql());
            Instant locked = Instant.now();
            context.log("%s is locked for %d s", lock.row(), HELD.toSeconds());
            context.eventLog().count(EVENT);
            Thread.sleep(HELD);
            stranger.rollback();
            return locked;
        }
    }

    /** Measured at the end of the lock: an order that is still pending has waited since it was placed. */
    private void measure(ScenarioContext context, RowLock lock, Instant locked) throws SQLException {
        Map<UUID, ShopperPurchase> purchases = context.acceptedCheckouts().byId();
        List<Double> others = new ArrayList<>();
        try (Connection auditor = context.auditor()) {
            SqlQuery.forEach(
                    auditor,
                    """
                    select id, extract(epoch from coalesce(finished_at, now()) - placed_at), status
                    from orders.orders where placed_at between ? and ?
                    """,
                    row -> {
                        UUID id = row.getObject(1, UUID.class);
                        ShopperPurchase purchase = purchases.get(id);
                        if (purchase != null && !lock.needs().test(purchase)) {
                            others.add(row.getDouble(2));
                            if (row.getDouble(2) > LIMIT.toSeconds()) {
                                waited.add("%s took %.1f s and is %s while %s was locked"
                                        .formatted(id, row.getDouble(2), row.getString(3), lock.row()));
                            }
                        }
                    },
                    Timestamp.from(locked),
                    Timestamp.from(locked.plus(HELD).minus(LIMIT)));
        }
        double worst = others.stream().mapToDouble(each -> each).max().orElse(0);
        figures.put("others meanwhile: " + lock.row(), others.size());
        figures.put("their worst seconds: " + lock.row(), worst);
        context.log(
                "%s was locked: %d checkouts without it, the slowest took %.1f s", lock.row(), others.size(), worst);
        if (others.isEmpty()) {
            waited.add("no other checkout was placed while %s was locked".formatted(lock.row()));
        }
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        return List.of(new ExpectationResult(
                "a checkout that does not need the locked row ends within %d s".formatted(LIMIT.toSeconds()),
                waited.stream().limit(10).toList(),
                figures));
    }
}
