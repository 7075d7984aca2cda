package checkout.lab.scenario.outside;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.stack.part.StackPart;
import checkout.lab.time.Polling;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A deployment takes a privilege away that every record needs. The consumer must say so and wait, and nothing may be dead-lettered. */
public final class MissingPrivilege implements Fault, Expectation {

    /** What is counted for each time that the privilege was missing. */
    public static final String EVENT = "inventory-service without the right to reserve";

    private static final String SERVICE = "inventory-service";
    private static final Duration MISSING = Duration.ofSeconds(25);
    private static final Duration BEFORE = Duration.ofSeconds(5);
    private static final Polling NOT_READY = new Polling(MISSING, Duration.ofMillis(200));
    private static final Polling READY = new Polling(Duration.ofMinutes(1), Duration.ofMillis(200));

    private final List<String> silent = new ArrayList<>();
    private long noticedMillis;
    private long recoveredMillis;

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, SQLException {
        StackPart service = context.processes().part(SERVICE);
        Thread.sleep(BEFORE);
        change(context, "revoke insert on inventory.reservation from inventory");
        try {
            context.log("inventory-service may no longer insert reservations");
            context.eventLog().count(EVENT);
            long began = System.nanoTime();
            if (NOT_READY.until(ready -> !ready, service::isReady)) {
                silent.add("%s said that it was ready for %s".formatted(SERVICE, NOT_READY.timeout()));
            }
            noticedMillis = millisSince(began);
            context.log("%s is not ready after %d ms", SERVICE, noticedMillis);
            Thread.sleep(MISSING.minusNanos(Math.min(MISSING.toNanos(), System.nanoTime() - began)));
        } finally {
            change(context, "grant insert on inventory.reservation to inventory");
        }
        long began = System.nanoTime();
        if (!READY.until(ready -> ready, service::isReady)) {
            silent.add("%s did not go on within %s".formatted(SERVICE, READY.timeout()));
        }
        recoveredMillis = millisSince(began);
        context.log("%s is ready again %d ms after it got its right back", SERVICE, recoveredMillis);
        Thread.sleep(BEFORE);
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private static void change(ScenarioContext context, String sql) throws SQLException {
        try (Connection owner = context.role("inventory_owner");
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        return List.of(new ExpectationResult(
                "%s says that it cannot work, and goes on by itself".formatted(SERVICE),
                silent,
                Map.of("ms until it said so", noticedMillis, "ms until it went on", recoveredMillis)));
    }
}
