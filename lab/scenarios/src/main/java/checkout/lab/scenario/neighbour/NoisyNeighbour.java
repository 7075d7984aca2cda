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
 * A storefront sends thirty times what it is allowed, and another places checkouts as before. The other is measured alone and
 * beside it in turns, so that nothing else that changes with time can make the difference.
 *
 * <p>What the storefront is allowed is little beside what the other places, and both together leave the processors of a small
 * machine idle for half of the time. Checkouts that are allowed cost what any checkout costs; this measures what refused ones cost.
 */
public final class NoisyNeighbour implements Fault, Expectation {
    private static final int NOISY_LIMIT = 1;
    private static final int NOISY_RATE = 30 * NOISY_LIMIT;
    private static final int NEIGHBOUR_RATE = 30;
    private static final int WARM_UP_RATE = 100;
    private static final int CONNECTIONS = 32;
    private static final Duration WARM_UP_STEP = Duration.ofSeconds(10);
    private static final int MOST_WARM_UP_STEPS = 30;
    private static final Duration PHASE = Duration.ofSeconds(15);
    private static final double MAX_RATIO = 1.2;
    private static final double STEADY = 0.8;
    private static final int STEADY_STEPS = 4;
    private static final int ACCEPTED = 202;
    private static final int TOO_MANY = 429;

    private final List<Histogram> alone = new ArrayList<>();
    private final List<Histogram> beside = new ArrayList<>();
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
            warmUp(context, noisy.key(), neighbour.key());
            for (int round = 1; round <= rounds; round++) {
                measureRound(context, round, noisy.key(), neighbour.key());
            }
        }
    }

    /** Each of the two is the first in every other round, so that a machine that becomes quicker favours neither. */
    private void measureRound(ScenarioContext context, int round, String noisyKey, String key)
            throws InterruptedException {
        boolean besideFirst = round % 2 == 0;
        Histogram first = besideFirst ? measureBeside(context, noisyKey, key) : measureAlone(context, key);
        Histogram second = besideFirst ? measureAlone(context, key) : measureBeside(context, noisyKey, key);
        context.log(
                "round %d: p99 %.1f ms alone, %.1f ms beside; medians so far %.1f and %.1f ms; the other storefront got %s",
                round,
                millis(besideFirst ? second : first, 99),
                millis(besideFirst ? first : second, 99),
                median(alone, 99),
                median(beside, 99),
                noisyStatuses);
    }

    private Histogram measureAlone(ScenarioContext context, String key) throws InterruptedException {
        Histogram measured = measure(context, key, NEIGHBOUR_RATE, PHASE);
        alone.add(measured);
        return measured;
    }

    private Histogram measureBeside(ScenarioContext context, String noisyKey, String key) throws InterruptedException {
        PlacementLoad noisyLoad = new PlacementLoad(context, noisyKey, NOISY_RATE, CONNECTIONS);
        long begun = System.nanoTime();
        List<Thread> noisyThreads = noisyLoad.start(PHASE);
        Histogram measured = measure(context, key, NEIGHBOUR_RATE, PHASE);
        join(noisyThreads);
        noise = noise.plusNanos(System.nanoTime() - begun);
        noisyLoad.statuses().forEach((status, count) -> noisyStatuses.merge(status, count, Long::sum));
        beside.add(measured);
        return measured;
    }

    /** Both storefronts send, so that all that is measured is compiled, until answers have not become quicker for some steps. */
    private void warmUp(ScenarioContext context, String noisyKey, String key) throws InterruptedException {
        double best = Double.MAX_VALUE;
        int bestStep = 0;
        for (int step = 1; step <= MOST_WARM_UP_STEPS; step++) {
            List<Thread> noisyThreads =
                    new PlacementLoad(context, noisyKey, WARM_UP_RATE, CONNECTIONS).start(WARM_UP_STEP);
            double now = millis(measure(context, key, WARM_UP_RATE, WARM_UP_STEP), 99);
            join(noisyThreads);
            if (now < best * STEADY) {
                best = now;
                bestStep = step;
            } else if (step == bestStep + STEADY_STEPS) {
                context.log("warm after %d s: p99 %.1f ms", step * WARM_UP_STEP.toSeconds(), best);
                return;
            }
        }
        context.log("not steady after %d s of warm-up", MOST_WARM_UP_STEPS * WARM_UP_STEP.toSeconds());
    }

    private Histogram measure(ScenarioContext context, String key, int rate, Duration duration)
            throws InterruptedException {
        PlacementLoad load = new PlacementLoad(context, key, rate, CONNECTIONS);
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
    private static double median(List<Histogram> rounds, double percentile) {
        double[] sorted = rounds.stream()
                .mapToDouble(round -> millis(round, percentile))
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        double ratio = median(beside, 99) / median(alone, 99);
        return List.of(
                new ExpectationResult(
                        "the storefront at thirty times its limit sees only 202 and 429",
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
                                        .formatted(median(beside, 99), median(alone, 99))),
                        Map.of(
                                "p50 ms alone",
                                median(alone, 50),
                                "p50 ms beside",
                                median(beside, 50),
                                "p99 ms alone",
                                median(alone, 99),
                                "p99 ms beside",
                                median(beside, 99),
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
