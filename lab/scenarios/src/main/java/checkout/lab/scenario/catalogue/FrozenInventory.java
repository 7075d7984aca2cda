package checkout.lab.scenario.catalogue;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.stack.part.StackPart;
import checkout.lab.time.EpochMicros;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * inventory-service stops answering, its connections open, while many read the catalogue. They are answered at once, with the
 * last known quantities and their ages, then with none, and with current ones soon after inventory-service goes on.
 */
public final class FrozenInventory implements Fault, Expectation {

    /** What is counted. */
    public static final String EVENT = "SIGSTOP of inventory-service";

    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration RECOVERY = Duration.ofSeconds(15);

    /** The time after which order-service no longer gives a quantity, with a margin for a busy machine. */
    private static final Duration UNKNOWN_AFTER = Duration.ofSeconds(30);

    private static final Duration MARGIN = Duration.ofSeconds(3);
    private static final long MAX_P99_MICROS = 50_000;
    private static final int MAX_EXAMPLES = 5;

    private final int readsPerSecond;
    private final Duration frozen;
    private List<CatalogueRead> reads = List.of();
    private List<String> unanswered = List.of();
    private long frozenAt;
    private long resumedAt;

    public FrozenInventory(int readsPerSecond, Duration frozen) {
        this.readsPerSecond = readsPerSecond;
        this.frozen = frozen;
    }

    @Override
    public void inject(ScenarioContext context) throws InterruptedException {
        StackPart inventory = context.processes().part("inventory-service");
        try (CatalogueReaders readers = new CatalogueReaders(context, readsPerSecond)) {
            Thread.sleep(WARM_UP);
            frozenAt = EpochMicros.now();
            context.processes().pause(inventory);
            context.log("inventory-service does not answer for %d s", frozen.toSeconds());
            Thread.sleep(frozen);
            context.processes().resume(inventory);
            resumedAt = EpochMicros.now();
            context.log("inventory-service goes on");
            Thread.sleep(RECOVERY);
            reads = readers.reads();
            unanswered = readers.unanswered();
        }
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        List<CatalogueRead> during = reads.stream()
                .filter(read -> read.at() >= frozenAt && read.at() < resumedAt)
                .toList();
        Histogram latency = new Histogram(3);
        during.forEach(read -> latency.recordValue(Math.max(0, read.latency())));
        long p99 = latency.getValueAtPercentile(99);
        return List.of(
                new ExpectationResult(
                        "every read of the catalogue succeeds",
                        examples(reads.stream(), frozenAt, read -> !read.succeeded()),
                        Map.of("reads", reads.size())),
                new ExpectationResult("every read of the catalogue is answered", unanswered),
                new ExpectationResult(
                        "99 of 100 reads take less than %d ms while inventory is frozen"
                                .formatted(MAX_P99_MICROS / 1000),
                        during.isEmpty() || p99 >= MAX_P99_MICROS
                                ? List.of("of %d reads, one of 100 took %.1f ms".formatted(during.size(), p99 / 1e3))
                                : List.of(),
                        Map.of(
                                "reads", during.size(),
                                "p50 ms", latency.getValueAtPercentile(50) / 1e3,
                                "p99 ms", p99 / 1e3,
                                "max ms", latency.getMaxValue() / 1e3)),
                new ExpectationResult(
                        "the quantities are as old as they are said to be",
                        examples(during.stream(), frozenAt, read -> !hasTrueAges(read)),
                        Map.of(
                                "oldest s",
                                during.stream()
                                        .mapToInt(CatalogueRead::maxAge)
                                        .max()
                                        .orElse(0))),
                new ExpectationResult(
                        "quantities are given for %s and then unknown".formatted(UNKNOWN_AFTER),
                        examples(during.stream(), frozenAt, read -> !isKnownInTime(read))),
                new ExpectationResult(
                        "quantities are current %d s after inventory goes on"
                                .formatted(MARGIN.multipliedBy(2).toSeconds()),
                        examples(
                                reads.stream()
                                        .filter(read -> read.since(resumedAt).compareTo(MARGIN.multipliedBy(2)) > 0),
                                resumedAt,
                                read -> read.unknown() > 0 || read.maxAge() > MARGIN.toSeconds())));
    }

    /** What was read after the freeze was known before it. */
    private boolean hasTrueAges(CatalogueRead read) {
        long elapsed = read.since(frozenAt).toSeconds();
        return read.known() == 0 || (read.minAge() >= elapsed - 1 && read.maxAge() <= elapsed + MARGIN.toSeconds() + 1);
    }

    private boolean isKnownInTime(CatalogueRead read) {
        Duration elapsed = read.since(frozenAt);
        if (elapsed.compareTo(UNKNOWN_AFTER.minus(MARGIN)) < 0) {
            return read.unknown() == 0;
        }
        return elapsed.compareTo(UNKNOWN_AFTER.plus(MARGIN)) < 0 || read.known() == 0;
    }

    private static List<String> examples(Stream<CatalogueRead> reads, long time, Predicate<CatalogueRead> broken) {
        return reads.filter(broken)
                .limit(MAX_EXAMPLES)
                .map(read -> read.description(time))
                .toList();
    }
}
