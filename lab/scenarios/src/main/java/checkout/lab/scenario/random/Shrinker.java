package checkout.lab.scenario.random;

import checkout.lab.scenario.load.Load;
import checkout.lab.scenario.plan.FaultTiming;
import checkout.lab.scenario.plan.PlanText;
import checkout.lab.scenario.plan.PlannedFault;
import checkout.lab.scenario.plan.ScenarioPlan;
import checkout.lab.scenario.vocabulary.LoadWords;
import checkout.lab.scenario.word.Arguments;
import checkout.lab.scenario.word.WordUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes a failing plan as small as it can with a bounded number of trials: first with fewer faults, then with faults that
 * are injected less often, then shorter, then with less load.
 */
public final class Shrinker {

    private static final Duration AFTER_LAST = Duration.ofSeconds(15);
    private static final Duration SHORTEST = Duration.ofSeconds(20);
    private static final int LOWEST_RATE = 5;

    private final Trial trial;
    private final int mostTrials;
    private final Consumer<String> progress;
    private final Map<String, Boolean> tried = new HashMap<>();

    /** Runs a plan. */
    public interface Trial {
        boolean fails(ScenarioPlan plan) throws InterruptedException;
    }

    public Shrinker(Trial trial, int mostTrials, Consumer<String> progress) {
        this.trial = trial;
        this.mostTrials = mostTrials;
        this.progress = progress;
    }

    /** The plan must have failed. */
    public ScenarioPlan shrink(ScenarioPlan failing) throws InterruptedException {
        ScenarioPlan plan = failing.with(DeltaDebugging.minimize(
                failing.faults(), faults -> fails(failing.with(faults), faultCount(faults.size()))));
        plan = withFewerTimes(plan);
        plan = shorter(plan);
        return withLessLoad(plan);
    }

    /** The number of trials so far. */
    public int trials() {
        return tried.size();
    }

    private static String faultCount(int count) {
        return count == 1 ? "one fault" : count + " faults";
    }

    private ScenarioPlan withFewerTimes(ScenarioPlan plan) throws InterruptedException {
        ScenarioPlan smallest = plan;
        for (int n = 0; n < plan.faults().size(); n++) {
            for (int times = 1; times < smallest.faults().get(n).timing().times(); times *= 2) {
                PlannedFault fault = smallest.faults().get(n);
                FaultTiming fewer = times == 1
                        ? FaultTiming.once(fault.timing().at())
                        : new FaultTiming(fault.timing().at(), fault.timing().every(), times);
                List<PlannedFault> faults = new ArrayList<>(smallest.faults());
                faults.set(n, fault.with(fewer));
                ScenarioPlan candidate = smallest.with(faults);
                if (fails(
                        candidate,
                        "%s injected %d times".formatted(fault.fault().title(), times))) {
                    smallest = candidate;
                }
            }
        }
        return smallest;
    }

    private ScenarioPlan shorter(ScenarioPlan plan) throws InterruptedException {
        Duration lasts = plan.lastInjection().plus(AFTER_LAST);
        Duration enough = lasts.compareTo(SHORTEST) < 0 ? SHORTEST : lasts;
        ScenarioPlan candidate = plan.lasting(enough);
        return enough.compareTo(plan.lasts()) < 0 && fails(candidate, "%d s of load".formatted(enough.toSeconds()))
                ? candidate
                : plan;
    }

    private ScenarioPlan withLessLoad(ScenarioPlan plan) throws InterruptedException {
        ScenarioPlan smallest = plan;
        List<WordUse<Load>> customers =
                plan.loads().stream().filter(Shrinker::isCheckouts).toList();
        if (customers.size() < plan.loads().size()) {
            smallest = ifItFails(smallest, smallest.loadedWith(customers), "customers who buy alone");
        }
        for (WordUse<Load> use : customers) {
            int rate = use.arguments().get(LoadWords.RATE);
            smallest = ifItFails(
                    smallest,
                    replaced(smallest, LoadWords.CHECKOUTS.use(Arguments.NONE.with(LoadWords.RATE, rate))),
                    "the usual mix");
        }
        return withLowerRate(smallest);
    }

    private ScenarioPlan withLowerRate(ScenarioPlan plan) throws InterruptedException {
        ScenarioPlan smallest = plan;
        for (int rate = rate(plan) / 2; rate >= LOWEST_RATE; rate /= 2) {
            WordUse<Load> lower = checkouts(smallest).with(LoadWords.RATE, rate);
            ScenarioPlan candidate = replaced(smallest, lower);
            if (!fails(candidate, "%d checkouts a second".formatted(rate))) {
                return smallest;
            }
            smallest = candidate;
        }
        return smallest;
    }

    private static int rate(ScenarioPlan plan) {
        return plan.loads().stream().anyMatch(Shrinker::isCheckouts)
                ? checkouts(plan).arguments().get(LoadWords.RATE)
                : 0;
    }

    private static WordUse<Load> checkouts(ScenarioPlan plan) {
        return plan.loads().stream().filter(Shrinker::isCheckouts).findFirst().orElseThrow();
    }

    private static boolean isCheckouts(WordUse<Load> use) {
        return use.is(LoadWords.CHECKOUTS);
    }

    private static ScenarioPlan replaced(ScenarioPlan plan, WordUse<Load> checkouts) {
        return plan.loadedWith(plan.loads().stream()
                .map(use -> isCheckouts(use) ? checkouts : use)
                .toList());
    }

    private ScenarioPlan ifItFails(ScenarioPlan plan, ScenarioPlan candidate, String what) throws InterruptedException {
        return fails(candidate, what) ? candidate : plan;
    }

    /** A plan that was tried is not tried again; when no trials are left, nothing fails any more. */
    private boolean fails(ScenarioPlan candidate, String what) throws InterruptedException {
        String text = PlanText.of(candidate);
        Boolean known = tried.get(text);
        if (known != null) {
            return known;
        }
        if (tried.size() >= mostTrials) {
            return false;
        }
        progress.accept("trial %d of at most %d: with %s".formatted(tried.size() + 1, mostTrials, what));
        boolean fails = trial.fails(candidate);
        tried.put(text, fails);
        progress.accept(fails ? "it still fails" : "it does not fail");
        return fails;
    }
}
