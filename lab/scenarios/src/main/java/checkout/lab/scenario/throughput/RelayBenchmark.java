package checkout.lab.scenario.throughput;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.expectation.ResultTable;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.fault.StandardFaults;
import checkout.lab.scenario.relay.OutboxHeartbeat;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Measures the relay without checkouts: throughput, the delay of a row, and processor time when idle. */
public final class RelayBenchmark implements Fault, Expectation {

    private static final Duration HEARTBEAT = Duration.ofSeconds(20);
    private static final Duration SETTLING = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(20);
    private static final double MILLION = 1e6;

    private final Limits limits;
    private final NumberedOutboxRows rows = new NumberedOutboxRows();
    private @Nullable RelayThroughput throughput;
    private List<Duration> delays = List.of();
    private int heartbeats;
    private @Nullable CpuInterval idle;

    /** What the relay must reach on any machine that runs the stack; what it does reach is in the figures. */
    public record Limits(double minRowsPerSecond, Duration medianDelay, Duration p99Delay, double maxIdleCores) {}

    public RelayBenchmark(Limits limits) {
        this.limits = limits;
    }

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, IOException, SQLException {
        try (TopicEndOffsets topic = new TopicEndOffsets(context)) {
            RelayThroughput measuring = new RelayThroughput(context, rows, topic);
            throughput = measuring;
            measuring.coldStart();
            measuring.besideWriters();
            measuring.burst();
        }
        measureDelays(context);
        Thread.sleep(SETTLING);
        CpuInterval.Start start = CpuInterval.Start.now(context.stack());
        Thread.sleep(IDLE);
        idle = start.end();
    }

    private void measureDelays(ScenarioContext context) throws InterruptedException, IOException, SQLException {
        OutboxHeartbeat heartbeat = new OutboxHeartbeat(context);
        AtomicBoolean stopped = new AtomicBoolean();
        Thread reader = heartbeat.startReading(stopped::get);
        Thread.sleep(SETTLING);
        Fault.withBackground(ignored -> heartbeat.write(), StandardFaults.delay(HEARTBEAT))
                .inject(context);
        Thread.sleep(SETTLING);
        stopped.set(true);
        reader.join();
        delays = heartbeat.delays().stream().sorted().toList();
        heartbeats = heartbeat.count();
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        if (throughput == null || idle == null) {
            return List.of(new ExpectationResult("the relay is measured", List.of("it was not")));
        }
        return List.of(
                new ExpectationResult(
                        "every row is in Kafka once, in its writer's order",
                        rows.violations(context),
                        Map.of("rows", rows.count())),
                throughputResult(throughput),
                delayResult(),
                idleResult(idle));
    }

    private ExpectationResult throughputResult(RelayThroughput throughput) {
        List<String> slow = throughput.measurements().stream()
                .filter(each -> each.perSecond() < limits.minRowsPerSecond())
                .map(each -> "%s: %,.0f/s".formatted(each.name(), each.perSecond()))
                .toList();
        return new ExpectationResult(
                "at least %,.0f rows are published per second".formatted(limits.minRowsPerSecond()),
                slow,
                Map.of("throughput", throughput.table()));
    }

    private ExpectationResult delayResult() {
        if (delays.size() < heartbeats || delays.isEmpty()) {
            return new ExpectationResult(
                    "every row is received",
                    List.of("%d of %d rows were received".formatted(delays.size(), heartbeats)));
        }
        List<String> late = new ArrayList<>();
        addIfLate(late, "half of the rows", percentile(50), limits.medianDelay());
        addIfLate(late, "99 of 100 rows", percentile(99), limits.p99Delay());
        ResultTable table = new ResultTable(
                List.of("rows", "rows/s", "p50 ms", "p90 ms", "p99 ms", "most ms"),
                List.of(List.of(
                        delays.size(),
                        delays.size() / (double) HEARTBEAT.toSeconds(),
                        percentile(50),
                        percentile(90),
                        percentile(99),
                        percentile(100))));
        return new ExpectationResult(
                "half of the rows are received by a consumer within %d ms, 99 of 100 within %d ms"
                        .formatted(
                                limits.medianDelay().toMillis(),
                                limits.p99Delay().toMillis()),
                late,
                Map.of("from insert to consumer", table));
    }

    private static void addIfLate(List<String> late, String which, double millis, Duration limit) {
        if (millis > limit.toMillis()) {
            late.add("%s took up to %.1f ms".formatted(which, millis));
        }
    }

    /** Returns the delay in milliseconds that the given percentage of rows did not exceed. */
    private double percentile(int percent) {
        int index = (int) Math.ceil(delays.size() * percent / 100.0) - 1;
        return delays.get(Math.max(0, index)).toNanos() / MILLION;
    }

    private ExpectationResult idleResult(CpuInterval interval) {
        double cores = interval.cores("outbox-relay");
        List<List<Object>> table = new ArrayList<>();
        for (String process : CpuInterval.PROCESSES) {
            table.add(List.of(process, interval.cores(process) * 100));
        }
        return new ExpectationResult(
                "when idle, the relay uses at most %.0f %% of a core".formatted(limits.maxIdleCores() * 100),
                cores > limits.maxIdleCores() ? List.of("it used %.1f %%".formatted(cores * 100)) : List.of(),
                Map.of("while nothing is written", new ResultTable(List.of("process", "% of a core"), table)));
    }
}
