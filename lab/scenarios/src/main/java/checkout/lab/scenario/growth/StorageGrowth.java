package checkout.lab.scenario.growth;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.AuditorQuery;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.fault.StandardFaults;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages are kept for minutes instead of days while the load goes on, so that what a long life brings is seen in a
 * short run: how tables, keys and the slot's log grow, and that they stop growing.
 */
public final class StorageGrowth implements Fault, Expectation {

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration WIDTH = Duration.ofSeconds(10);
    private static final int AHEAD = 6;
    private static final int TELL_EACH = 6;
    private static final long MEGABYTE = 1_000_000;
    private static final List<String> SERVICES =
            List.of("order-service", "inventory-service", "payment-service", "saga-orchestrator");

    private static final List<GrowthBound> LEVELS = List.of(
            new GrowthBound("rows in the outboxes", 0, SizeSample::outboxRows),
            new GrowthBound("bytes of the outboxes", 0, SizeSample::outboxBytes),
            new GrowthBound("rows in the inboxes", 0, SizeSample::inboxRows),
            new GrowthBound("bytes of the inboxes", 0, SizeSample::inboxBytes),
            new GrowthBound("idempotency keys", 0, SizeSample::keyRows),
            new GrowthBound("bytes of idempotency keys", 4 * MEGABYTE, SizeSample::keyBytes),
            // four segments; how far back the server keeps the log moves in steps of fifteen seconds
            new GrowthBound("bytes of log that the slot keeps", 64 * MEGABYTE, SizeSample::slotBytes));

    private final Duration keep;
    private final List<SizeSample> samples = new ArrayList<>();

    public StorageGrowth(Duration keep) {
        this.keep = keep;
    }

    @Override
    public void strike(ScenarioContext scenarioContext) throws InterruptedException, IOException, SQLException {
        for (String service : SERVICES) {
            StandardFaults.replace(service, shortMemory()).strike(scenarioContext);
        }
        watchFor(scenarioContext);
    }

    private Map<String, String> shortMemory() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("CHECKOUT_RETENTION_KEEP", keep.toString());
        settings.put("CHECKOUT_RETENTION_WIDTH", WIDTH.toString());
        settings.put("CHECKOUT_RETENTION_AHEAD", Integer.toString(AHEAD));
        settings.put("CHECKOUT_RETENTION_EVERY", EVERY.toString());
        settings.put("CHECKOUT_INTAKE_KEEPKEYS", keep.toString());
        settings.put("CHECKOUT_INTAKE_FORGETEVERY", EVERY.toString());
        return settings;
    }

    private void watchFor(ScenarioContext scenarioContext) throws InterruptedException, SQLException {
        long began = System.nanoTime();
        long end = began + scenarioContext.length().toNanos();
        try (Connection auditor = scenarioContext.auditor()) {
            for (long next = began; next < end; next += EVERY.toNanos()) {
                Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
                SizeSample sample = SizeSample.take(auditor, (System.nanoTime() - began) / 1e9);
                samples.add(sample);
                if (samples.size() % TELL_EACH == 0) {
                    scenarioContext
                            .eventLog()
                            .tell("%,d outbox rows, %,d inbox rows, the slot keeps %,d kB"
                                    .formatted(sample.outboxRows(), sample.inboxRows(), sample.slotBytes() / 1000));
                }
            }
        }
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext scenarioContext) throws SQLException {
        List<ExpectationResult> findings = new ArrayList<>();
        findings.add(forgotten(scenarioContext));
        LEVELS.forEach(level -> findings.add(level.judge(samples)));
        return findings;
    }

    /** Without this a load that ebbs would look like a size that levels off. */
    private ExpectationResult forgotten(ScenarioContext scenarioContext) throws SQLException {
        long kept = AuditorQuery.number(
                scenarioContext, """
                select count(*) from (
                    select from_time from orders.message_partition union all select from_time from inventory.message_partition
                    union all select from_time from payments.message_partition union all select from_time from sagas.message_partition
                ) as partitions where from_time < ?::timestamptz
                """, scenarioContext.began().toString());
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("messages are kept for", keep.toString());
        figures.put("how it went", SizeSample.grid(samples));
        return new ExpectationResult(
                "what was written when the run began is gone from outboxes and inboxes",
                kept == 0 ? List.of() : List.of("%d partitions of that time are still there".formatted(kept)),
                figures);
    }
}
