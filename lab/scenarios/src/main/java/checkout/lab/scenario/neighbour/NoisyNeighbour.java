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
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * A storefront sends ten times what it is allowed, and another places checkouts as before. The other is measured alone and
 * beside it in turns, so that nothing else that changes with time can make the difference.
 */
public final class NoisyNeighbour implements Fault, Expectation {
    private static final int NOISY_LIMIT = 10;
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

    private final List<Round> measured = new ArrayList<>();
    private final Map<Integer, Long> noisyStatuses = new TreeMap<>();
    private final Map<Integer, Long> neighbourStatuses = new TreeMap<>();
    private Duration noise = Duration.ZERO;
    private int rounds;

    /** The milliseconds that the neighbour waited for its answers. */
    private record Round(double p50Alone, double p99Alone, double p50Beside, double p99Beside) {

        static Round of(Histogram alone, Histogram beside) {
            return new Round(millis(alone, 50), millis(alone, 99), millis(beside, 50), millis(beside, 99));
        }

        double ratio() {
            return p99Beside / p99Alone;
        }
    }

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
                Histogram alone = measure(context, neighbour.key(), PHASE);
                PlacementLoad noisyLoad = new PlacementLoad(context, noisy.key(), NOISY_RATE, CONNECTIONS);
                long begun = System.nanoTime();
                List<Thread> noisyThreads = noisyLoad.start(PHASE);
                Histogram beside = measure(context, neighbour.key(), PHASE);
                join(noisyThreads);
                noise = noise.plusNanos(System.nanoTime() - begun);
                noisyLoad.statuses().forEach((status, count) -> noisyStatuses.merge(status, count, Long::sum));
                Round figures = Round.of(alone, beside);
                measured.add(figures);
                context.log(
                        "round %d: p99 %.1f ms alone, %.1f ms beside; the other storefront got %s so far",
                        round + 1, figures.p99Alone(), figures.p99Beside(), noisyStatuses);
            }
        }
    }

    /** Until answers do not become quicker any more: until then the first of two measurements would always be the slower. */
    private void warmUp(ScenarioContext context, String key) throws InterruptedException {
        double before = Double.MAX_VALUE;
        for (int step = 1; step <= MOST_WARM_UP_STEPS; step++) {
            double now = millis(measure(context, key, WARM_UP_STEP), 99);
            if (now <= before && now >= before * STEADY) {
                context.log("warm after %d s: p99 %.1f ms", step * WARM_UP_STEP.toSeconds(), now);
                return;
            }
            before = now;
        }
        context.log("not steady after %d s of warm-up", MOST_WARM_UP_STEPS * WARM_UP_STEP.toSeconds());
    }

    private Histogram measure(ScenarioContext context, String key, Duration duration) throws InterruptedException {
        PlacementLoad load = new PlacementLoad(context, key, NEIGHBOUR_RATE, CONNECTIONS);
        join(load.start(duration));
        load.statuses().forEach((status, count) -> neighbourStatuses.merge(status, count, Long::sum));
        return load.latency();
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }

    /** The median of the rounds, so that what happens once decides nothing. */
    private double median(ToDoubleFunction<Round> figure) {
        double[] sorted = measured.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        double ratio = median(Round::ratio);
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
                                : List.of("%.1f ms beside, %.1f ms alone, in the median of the rounds"
                                        .formatted(median(Round::p99Beside), median(Round::p99Alone))),
                        Map.of(
                                "p50 ms alone",
                                median(Round::p50Alone),
                                "p50 ms beside",
                                median(Round::p50Beside),
                                "p99 ms alone",
                                median(Round::p99Alone),
                                "p99 ms beside",
                                median(Round::p99Beside),
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
