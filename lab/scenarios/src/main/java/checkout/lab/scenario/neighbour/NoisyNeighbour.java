package checkout.lab.scenario.neighbour;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * A storefront sends ten times what it is allowed, and another places checkouts as before. The other is measured alone and
 * beside it in turns, so that nothing else that changes with time can make the difference.
 */
public final class NoisyNeighbour implements Fault, Expectation {
    private static final int NOISY_LIMIT = 40;
    private static final int NOISY_RATE = 10 * NOISY_LIMIT;
    private static final int NEIGHBOUR_RATE = 100;
    private static final int CONNECTIONS = 32;
    private static final Duration WARM_UP_STEP = Duration.ofSeconds(5);
    private static final int MOST_WARM_UP_STEPS = 36;
    private static final Duration PHASE = Duration.ofSeconds(15);
    private static final double MAX_RATIO = 1.2;
    private static final double STEADY = 0.8;
    private static final int ACCEPTED = 202;
    private static final int TOO_MANY = 429;

    private final Histogram alone = new Histogram(3);
    private final Histogram beside = new Histogram(3);
    private final Map<Integer, Long> noisyStatuses = new TreeMap<>();
    private final Map<Integer, Long> neighbourStatuses = new TreeMap<>();
    private Duration noise = Duration.ZERO;
    private int rounds;

    @Override
    public void inject(ScenarioContext context) throws InterruptedException {
        rounds = context.times();
        String limits = "{\"writesPerSecond\":%d,\"writeBurst\":%d}";
        try (TemporaryStorefront noisy =
                        new TemporaryStorefront(context, "noisy", limits.formatted(NOISY_LIMIT, NOISY_LIMIT));
                TemporaryStorefront neighbour =
                        new TemporaryStorefront(context, "neighbour", limits.formatted(1_000, 1_000))) {
            warmUp(context, neighbour.key());
            for (int round = 0; round < rounds; round++) {
                measure(context, neighbour.key(), PHASE, alone);
                PlacementLoad noisyLoad = new PlacementLoad(context, noisy.key(), NOISY_RATE, CONNECTIONS);
                long begun = System.nanoTime();
                List<Thread> noisyThreads = noisyLoad.start(PHASE);
                measure(context, neighbour.key(), PHASE, beside);
                join(noisyThreads);
                noise = noise.plusNanos(System.nanoTime() - begun);
                noisyLoad.statuses().forEach((status, count) -> noisyStatuses.merge(status, count, Long::sum));
                context.log(
                        "round %d: p99 %.1f ms alone, %.1f ms beside; the other storefront got %s",
                        round + 1, p99(alone), p99(beside), noisyStatuses);
            }
        }
    }

    /** Until answers do not become quicker any more: until then the first of two measurements would always be the slower. */
    private void warmUp(ScenarioContext context, String key) throws InterruptedException {
        double before = Double.MAX_VALUE;
        for (int step = 1; step <= MOST_WARM_UP_STEPS; step++) {
            Histogram latency = new Histogram(3);
            measure(context, key, WARM_UP_STEP, latency);
            double now = p99(latency);
            if (now <= before && now >= before * STEADY) {
                context.log("warm after %d s: p99 %.1f ms", step * WARM_UP_STEP.toSeconds(), now);
                return;
            }
            before = now;
        }
        context.log("not steady after %d s of warm-up", MOST_WARM_UP_STEPS * WARM_UP_STEP.toSeconds());
    }

    private void measure(ScenarioContext context, String key, Duration duration, Histogram into)
            throws InterruptedException {
        PlacementLoad load = new PlacementLoad(context, key, NEIGHBOUR_RATE, CONNECTIONS);
        join(load.start(duration));
        into.add(load.latency());
        load.statuses().forEach((status, count) -> neighbourStatuses.merge(status, count, Long::sum));
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static double p99(Histogram micros) {
        return micros.getValueAtPercentile(99) / 1e3;
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        double ratio = p99(beside) / p99(alone);
        return List.of(
                new ExpectationResult(
                        "the storefront at ten times its limit sees only 202 and 429",
                        onlyStatuses(noisyStatuses, Set.of(ACCEPTED, TOO_MANY)),
                        Map.of("answers", noisyStatuses)),
                new ExpectationResult(
                        "it is allowed its limit, and no more", allowed(noisyStatuses.getOrDefault(ACCEPTED, 0L))),
                new ExpectationResult(
                        "the other storefront sees only 202",
                        onlyStatuses(neighbourStatuses, Set.of(ACCEPTED)),
                        Map.of("answers", neighbourStatuses)),
                new ExpectationResult(
                        "its p99 is at most %.1f times as long as alone".formatted(MAX_RATIO),
                        ratio <= MAX_RATIO
                                ? List.of()
                                : List.of("%.1f ms beside, %.1f ms alone".formatted(p99(beside), p99(alone))),
                        Map.of(
                                "p50 ms alone",
                                alone.getValueAtPercentile(50) / 1e3,
                                "p50 ms beside",
                                beside.getValueAtPercentile(50) / 1e3,
                                "p99 ms alone",
                                p99(alone),
                                "p99 ms beside",
                                p99(beside),
                                "ratio",
                                ratio)));
    }

    private static List<String> onlyStatuses(Map<Integer, Long> found, Set<Integer> allowed) {
        List<String> wrong = new ArrayList<>();
        allowed.stream()
                .filter(status -> !found.containsKey(status))
                .forEach(status -> wrong.add("no request was answered with %d".formatted(status)));
        found.forEach((status, count) -> {
            if (!allowed.contains(status)) {
                wrong.add("%d requests were answered with %d".formatted(count, status));
            }
        });
        return wrong;
    }

    /** The bucket is full at the beginning of each round, and fills while the requests are sent, however long that takes. */
    private List<String> allowed(long accepted) {
        long least = (long) (0.9 * rounds * NOISY_LIMIT * PHASE.toSeconds());
        long most = (long) rounds * NOISY_LIMIT * 2 + NOISY_LIMIT * (noise.toSeconds() + 1);
        return accepted >= least && accepted <= most
                ? List.of()
                : List.of("%d were accepted in %d s; %d to %d are allowed"
                        .formatted(accepted, noise.toSeconds(), least, most));
    }
}
