package checkout.lab.scenario.growth;

import checkout.lab.scenario.context.ScenarioContext;
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
 * Retains messages for minutes instead of days under load, so that a short run shows what a long one brings: how tables,
 * keys and the slot's WAL grow, and that they level off.
 */
public final class StorageGrowth implements Fault, Expectation {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration PARTITION_WIDTH = Duration.ofSeconds(10);
    private static final int PARTITIONS_AHEAD = 6;
    private static final int SAMPLES_PER_LOG_LINE = 6;
    private static final long MEGABYTE = 1_000_000;
    private static final List<String> SERVICES =
            List.of("order-service", "inventory-service", "payment-service", "saga-orchestrator");

    private static final List<GrowthBound> BOUNDS = List.of(
            new GrowthBound("rows in the outboxes", 0, SizeSample::outboxRows),
            new GrowthBound("bytes of the outboxes", 0, SizeSample::outboxBytes),
            new GrowthBound("rows in the inboxes", 0, SizeSample::inboxRows),
            new GrowthBound("bytes of the inboxes", 0, SizeSample::inboxBytes),
            new GrowthBound("idempotency keys", 0, SizeSample::keyRows),
            new GrowthBound("bytes of idempotency keys", 4 * MEGABYTE, SizeSample::keyBytes),
            // four segments; the restart position moves in steps of fifteen seconds
            new GrowthBound("bytes of log that the slot keeps", 64 * MEGABYTE, SizeSample::slotBytes));

    private final Duration retention;
    private final List<SizeSample> samples = new ArrayList<>();

    public StorageGrowth(Duration retention) {
        this.retention = retention;
    }

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, IOException, SQLException {
        for (String service : SERVICES) {
            StandardFaults.replace(service, shortRetention()).inject(context);
        }
        takeSamples(context);
    }

    private Map<String, String> shortRetention() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("CHECKOUT_RETENTION_KEEP", retention.toString());
        // no record is delivered again in this run
        settings.put("CHECKOUT_RETENTION_TOPICS", Duration.ZERO.toString());
        settings.put("CHECKOUT_RETENTION_TOPICSEGMENTS", Duration.ZERO.toString());
        settings.put("CHECKOUT_RETENTION_MARGIN", Duration.ZERO.toString());
        settings.put("CHECKOUT_RETENTION_WIDTH", PARTITION_WIDTH.toString());
        settings.put("CHECKOUT_RETENTION_AHEAD", Integer.toString(PARTITIONS_AHEAD));
        settings.put("CHECKOUT_RETENTION_EVERY", INTERVAL.toString());
        settings.put("CHECKOUT_INTAKE_KEEPKEYS", retention.toString());
        settings.put("CHECKOUT_INTAKE_FORGETEVERY", INTERVAL.toString());
        return settings;
    }

    private void takeSamples(ScenarioContext context) throws InterruptedException, SQLException {
        long began = System.nanoTime();
        long end = began + context.duration().toNanos();
        try (Connection auditor = context.auditor()) {
            for (long next = began; next < end; next += INTERVAL.toNanos()) {
                Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
                SizeSample sample = SizeSample.take(auditor, (System.nanoTime() - began) / 1e9);
                samples.add(sample);
                if (samples.size() % SAMPLES_PER_LOG_LINE == 0) {
                    context.log(
                            "%,d outbox rows, %,d inbox rows, the slot retains %,d kB",
                            sample.outboxRows(), sample.inboxRows(), sample.slotBytes() / 1000);
                }
            }
        }
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws SQLException {
        List<ExpectationResult> results = new ArrayList<>();
        results.add(oldPartitionsDropped(context));
        BOUNDS.forEach(bound -> results.add(bound.check(samples)));
        return results;
    }

    /** Without this, a load that decreases would look like a size that levels off. */
    private ExpectationResult oldPartitionsDropped(ScenarioContext context) throws SQLException {
        long remaining = context.number("""
                select count(*) from (
                    select from_time from orders.message_partition union all select from_time from inventory.message_partition
                    union all select from_time from payments.message_partition union all select from_time from sagas.message_partition
                ) as partitions where from_time < ?::timestamptz
                """, context.began().toString());
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("messages are retained for", retention.toString());
        figures.put("sizes over time", SizeSample.table(samples));
        return new ExpectationResult(
                "partitions from the beginning of the run were dropped from outboxes and inboxes",
                remaining == 0 ? List.of() : List.of("%d such partitions still exist".formatted(remaining)),
                figures);
    }
}
