package checkout.lab.scenario.card;

import checkout.lab.scenario.context.ResponseTimes;
import checkout.lab.scenario.context.ResponseTimes.Percentiles;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.expectation.ResultTable;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.stack.part.StackPart;
import checkout.lab.time.EpochMicros;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Under steady load the provider refuses connections, then accepts them without an answer, and then takes few calls a second.
 * Customers must not notice when they order, and payment-service must not use more threads or connections.
 */
public final class ProviderAway implements Fault, Expectation {
    /** What is counted for each phase in which the provider is away or limited. */
    public static final String EVENT = "provider away or limited";

    private static final String SERVICE = "payment-service";
    private static final String ROLE = "payments";
    private static final String LIMIT = "CHECKOUT_PAYMENT_CARD_CALLSPERSECOND";
    private static final Duration WARM_UP = Duration.ofSeconds(25);
    private static final Duration BEFORE = Duration.ofSeconds(45);
    private static final Duration RECOVERY = Duration.ofSeconds(15);
    private static final Duration SAMPLE_INTERVAL = Duration.ofMillis(500);
    private static final int ALLOWED_PER_SECOND = 20;

    /** Four fifths of what the provider allows, as the settings of the service say. */
    private static final int OURS_PER_SECOND = 16;

    private static final int MOST_TIMES_SLOWER = 2;

    /** The pool of payment-service. */
    private static final int MOST_CONNECTIONS = 8;

    private static final int MOST_MORE_THREADS = 20;
    private static final List<String> COLUMNS =
            List.of("provider", "checkouts", "p50 ms", "p99 ms", "highest ms", "threads", "connections");

    private final Duration away;
    private final List<Phase> phases = new ArrayList<>();
    private ProviderFaults.Calls calls = new ProviderFaults.Calls(0, 0, 0);

    public ProviderAway(Duration away) {
        this.away = away;
    }

    /** What customers waited for is known once the last of them has been answered, which may be after the phase. */
    private record Phase(String provider, long from, long to, ResponseTimes times, ServiceResources resources) {
        Percentiles responses() {
            return times.between(from, to);
        }
    }

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, SQLException, IOException {
        StackPart provider = context.processes().part(ProviderFaults.PROVIDER);
        Thread.sleep(WARM_UP);
        measure(context, "answers", BEFORE);

        context.processes().kill(provider);
        measureAway(context, "refuses connections");
        context.processes().start(provider);
        Thread.sleep(RECOVERY);

        context.processes().pause(provider);
        measureAway(context, "does not answer");
        context.processes().resume(provider);
        Thread.sleep(RECOVERY);

        limit(context);
    }

    private void limit(ScenarioContext context) throws InterruptedException, SQLException, IOException {
        context.processes().replace(SERVICE, Map.of(LIMIT, Integer.toString(OURS_PER_SECOND)));
        ProviderFaults faults = new ProviderFaults(context);
        String limit = "takes %d calls a second".formatted(ALLOWED_PER_SECOND);
        faults.limitCalls(ALLOWED_PER_SECOND);
        context.faultTimes().began(ProviderFaults.PROVIDER + " " + limit);
        try {
            measureAway(context, limit);
            calls = faults.calls();
        } finally {
            faults.clear();
            context.faultTimes().ended(ProviderFaults.PROVIDER + " " + limit);
        }
    }

    private void measureAway(ScenarioContext context, String name)
            throws InterruptedException, SQLException, IOException {
        context.eventLog().count(EVENT);
        measure(context, name, away);
    }

    private void measure(ScenarioContext context, String name, Duration duration)
            throws InterruptedException, SQLException, IOException {
        context.log("for %d s the provider %s", duration.toSeconds(), name);
        StackPart service = context.processes().part(SERVICE);
        ServiceResources most = ServiceResources.NONE;
        long from = EpochMicros.now();
        long end = System.nanoTime() + duration.toNanos();
        try (Connection auditor = context.auditor()) {
            while (System.nanoTime() < end) {
                most = most.max(ServiceResources.of(service, auditor, ROLE));
                Thread.sleep(SAMPLE_INTERVAL);
            }
        }
        Phase phase = new Phase(name, from, EpochMicros.now(), context.responseTimes(), most);
        phases.add(phase);
        context.log(
                "p99 of %d checkouts was %.1f ms, with %d threads and %d connections",
                phase.responses().requests(), phase.responses().p99(), most.threads(), most.connections());
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        Phase before = phases.getFirst();
        List<Phase> later = phases.subList(1, phases.size());
        double mostMillis = MOST_TIMES_SLOWER * before.responses().p99();
        long mostThreads = before.resources().threads() + MOST_MORE_THREADS;
        return List.of(
                new ExpectationResult(
                        "the p99 of the response to a checkout is at most %d times what it was before (%.1f ms)"
                                .formatted(MOST_TIMES_SLOWER, mostMillis),
                        tooMuch(later, phase -> phase.responses().p99(), mostMillis, "p99 in ms"),
                        Map.of("by what the provider does", table())),
                new ExpectationResult(
                        "%s has at most %d threads, %d more than before, and %d connections to the database"
                                .formatted(SERVICE, mostThreads, MOST_MORE_THREADS, MOST_CONNECTIONS),
                        both(
                                tooMuch(later, phase -> phase.resources().threads(), (double) mostThreads, "threads"),
                                tooMuch(
                                        phases,
                                        phase -> phase.resources().connections(),
                                        MOST_CONNECTIONS,
                                        "connections"))),
                new ExpectationResult(
                        "the provider never gets more than %d calls in a second, and refuses none"
                                .formatted(ALLOWED_PER_SECOND),
                        overLimit(),
                        Map.of("calls", calls.all(), "in the busiest second", calls.busiestSecond())));
    }

    private List<String> overLimit() {
        if (calls.all() == 0) {
            return List.of("it got no calls at all");
        }
        return calls.busiestSecond() > ALLOWED_PER_SECOND || calls.refused() > 0
                ? List.of("it got %d calls within a second, and refused %d"
                        .formatted(calls.busiestSecond(), calls.refused()))
                : List.of();
    }

    private static <N extends Number> List<String> tooMuch(
            List<Phase> phases, Function<Phase, N> figure, double most, String what) {
        return phases.stream()
                .filter(phase -> !(figure.apply(phase).doubleValue() <= most))
                .map(phase -> "while the provider %s: %s %s".formatted(phase.provider(), figure.apply(phase), what))
                .toList();
    }

    private static List<String> both(List<String> one, List<String> other) {
        List<String> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    private ResultTable table() {
        List<List<Object>> rows = new ArrayList<>();
        for (Phase phase : phases) {
            rows.add(List.of(
                    phase.provider(),
                    phase.responses().requests(),
                    phase.responses().p50(),
                    phase.responses().p99(),
                    phase.responses().highest(),
                    phase.resources().threads(),
                    phase.resources().connections()));
        }
        return new ResultTable(COLUMNS, rows);
    }
}
