package checkout.lab.scenario.throughput;

import checkout.lab.bench.measure.MeasuredProcesses;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.expectation.ResultTable;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.relay.OutboxHeartbeat;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Measures the relay, with nobody shopping: throughput, the delay of a row, and what waiting costs. */
public final class RelayThroughputFault implements Fault, Expectation {

    private static final Duration PULSING = Duration.ofSeconds(20);
    private static final Duration SETTLING = Duration.ofSeconds(5);
    private static final Duration WAITING = Duration.ofSeconds(20);
    private static final double MILLION = 1e6;

    private final Limits limits;
    private final NumberedRows rows = new NumberedRows();
    private @Nullable RelayThroughput throughput;
    private List<Duration> delays = List.of();
    private int pulses;
    private @Nullable CpuInterval waiting;

    /** What the relay must reach on any machine that the stack is run on; what it does reach is in the figures. */
    public record Limits(double leastPerSecond, Duration medianDelay, Duration worstOfHundred, double idleCores) {}

    public RelayThroughputFault(Limits limits) {
        this.limits = limits;
    }

    @Override
    public void strike(ScenarioContext scenarioContext) throws InterruptedException, IOException, SQLException {
        try (TopicEndOffsets outlet = new TopicEndOffsets(scenarioContext)) {
            RelayThroughput measuring = new RelayThroughput(scenarioContext, rows, outlet);
            throughput = measuring;
            measuring.standingStart();
            measuring.besideWriters();
            measuring.burst();
        }
        pulse(scenarioContext);
        Thread.sleep(SETTLING.toMillis());
        CpuInterval.Begin begin = CpuInterval.Begin.now(new MeasuredProcesses(scenarioContext.stack()));
        Thread.sleep(WAITING.toMillis());
        waiting = begin.end();
    }

    private void pulse(ScenarioContext scenarioContext) throws InterruptedException, IOException, SQLException {
        OutboxHeartbeat pulse = new OutboxHeartbeat(scenarioContext);
        AtomicBoolean enough = new AtomicBoolean();
        Thread reader = new Thread(() -> pulse.read(enough::get), "pulse reader");
        reader.setDaemon(true);
        reader.start();
        Thread.sleep(SETTLING.toMillis());
        Fault.inCompany(ignored -> pulse.write(), ignored -> Thread.sleep(PULSING.toMillis()))
                .strike(scenarioContext);
        Thread.sleep(SETTLING.toMillis());
        enough.set(true);
        reader.join();
        delays = pulse.delays().stream().sorted().toList();
        pulses = pulse.count();
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext scenarioContext) {
        RelayThroughput fast = throughput;
        CpuInterval idle = waiting;
        if (fast == null || idle == null) {
            return List.of(new ExpectationResult("the relay is measured", List.of("it was not"), Map.of()));
        }
        return List.of(
                new ExpectationResult(
                        "every row is in Kafka once, in its writer's order",
                        rows.violations(scenarioContext),
                        Map.of("rows", rows.count())),
                fast(fast),
                soon(),
                idle(idle));
    }

    private ExpectationResult fast(RelayThroughput throughput) {
        List<String> slow = throughput.measured().stream()
                .filter(each -> each.perSecond() < limits.leastPerSecond())
                .map(each -> "%s: %,.0f/s".formatted(each.what(), each.perSecond()))
                .toList();
        return new ExpectationResult(
                "at least %,.0f rows are published a second".formatted(limits.leastPerSecond()),
                slow,
                Map.of("throughput", throughput.grid()));
    }

    private ExpectationResult soon() {
        List<String> late = new ArrayList<>();
        if (delays.size() < pulses || delays.isEmpty()) {
            late.add("of %d rows %d were seen".formatted(pulses, delays.size()));
            return new ExpectationResult("rows are seen soon", late, Map.of());
        }
        require(late, "half of the rows", at(50), limits.medianDelay());
        require(late, "99 of 100 rows", at(99), limits.worstOfHundred());
        ResultTable grid = new ResultTable(
                List.of("rows", "rows/s", "p50 ms", "p90 ms", "p99 ms", "most ms"),
                List.of(List.of(
                        delays.size(), delays.size() / (double) PULSING.toSeconds(), at(50), at(90), at(99), at(100))));
        return new ExpectationResult(
                "half of the rows are seen by a consumer within %d ms, 99 of 100 within %d ms"
                        .formatted(
                                limits.medianDelay().toMillis(),
                                limits.worstOfHundred().toMillis()),
                late,
                Map.of("from insert to consumer", grid));
    }

    private static void require(List<String> late, String what, double millis, Duration limit) {
        if (millis > limit.toMillis()) {
            late.add("%s took up to %.1f ms".formatted(what, millis));
        }
    }

    /** The delay that so many of a hundred rows did not exceed. */
    private double at(int percent) {
        int index = (int) Math.ceil(delays.size() * percent / 100.0) - 1;
        return delays.get(Math.max(0, index)).toNanos() / MILLION;
    }

    private ExpectationResult idle(CpuInterval stretch) {
        double cores = stretch.cores("outbox-relay");
        List<List<Object>> table = new ArrayList<>();
        for (String process : CpuInterval.PROCESSES) {
            table.add(List.of(process, stretch.cores(process) * 100));
        }
        return new ExpectationResult(
                "waiting costs the relay at most %.0f %% of a core".formatted(limits.idleCores() * 100),
                cores > limits.idleCores() ? List.of("it cost %.1f %%".formatted(cores * 100)) : List.of(),
                Map.of("while nothing is written", new ResultTable(List.of("process", "% of a core"), table)));
    }
}
