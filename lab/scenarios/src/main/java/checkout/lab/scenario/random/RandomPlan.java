package checkout.lab.scenario.random;

import checkout.lab.scenario.context.SeededRandom;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.load.Load;
import checkout.lab.scenario.load.ShopperMix;
import checkout.lab.scenario.plan.FaultTiming;
import checkout.lab.scenario.plan.PlannedFault;
import checkout.lab.scenario.plan.ScenarioPlan;
import checkout.lab.scenario.vocabulary.LoadWords;
import checkout.lab.scenario.vocabulary.Vocabulary;
import checkout.lab.scenario.word.Arguments;
import checkout.lab.scenario.word.Word;
import checkout.lab.scenario.word.WordUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Composes a scenario at random. Every choice comes from the seed, so that the same seed composes the same scenario of the same faults. */
public final class RandomPlan {

    private static final Duration EARLIEST = Duration.ofSeconds(5);
    private static final Duration QUIET_END = Duration.ofSeconds(20);
    private static final int FAULTS_PER_MINUTE = 3;
    private static final int MOST_FAULTS = 15;
    private static final int REPEATED_PERCENT = 35;
    private static final int OTHER_LOAD_PERCENT = 30;
    private static final int FEWEST_READS = 5;

    private final SeededRandom random;
    private final Duration lasts;
    private final List<Word<Fault>> words;

    private RandomPlan(SeededRandom random, Duration lasts, List<Word<Fault>> words) {
        this.random = random;
        this.lasts = lasts;
        this.words = words;
    }

    /** Composes a scenario of these faults. */
    public static ScenarioPlan compose(long seed, int minutes, List<Word<Fault>> words) {
        SeededRandom random = SeededRandom.of(seed, "random scenario of %d min".formatted(minutes));
        return new RandomPlan(random, Duration.ofMinutes(minutes), words).compose(seed);
    }

    private ScenarioPlan compose(long seed) {
        List<WordUse<Load>> loads = loads();
        return new ScenarioPlan(
                ScenarioPlan.RANDOM_NAME + seed,
                "Composed at random with seed %d for %d min.".formatted(seed, lasts.toMinutes()),
                lasts,
                loads,
                faults(),
                expectations());
    }

    private List<WordUse<Load>> loads() {
        List<WordUse<Load>> loads = new ArrayList<>();
        for (Word<Load> word : Vocabulary.LOADS.all()) {
            WordUse<Load> use = word.sample(random);
            if (use.is(LoadWords.CHECKOUTS)) {
                int reads = Math.max(FEWEST_READS, use.arguments().get(ShopperMix.READS));
                loads.add(use.with(ShopperMix.READS, reads));
            } else if (random.withProbability(OTHER_LOAD_PERCENT)) {
                loads.add(use);
            }
        }
        return loads;
    }

    private List<PlannedFault> faults() {
        int most = (int) Math.min(MOST_FAULTS, FAULTS_PER_MINUTE * lasts.toMinutes());
        int count = 1 + random.below(most);
        List<PlannedFault> faults = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            WordUse<Fault> fault = random.oneOf(words).sample(random);
            faults.add(new PlannedFault(timing(), fault));
        }
        faults.sort(Comparator.comparing(each -> each.timing().at()));
        return faults;
    }

    /** The last seconds are left without an injection, so that the run shows whether the system recovers under load. */
    private FaultTiming timing() {
        Duration latest = lasts.minus(QUIET_END);
        Duration at = tenths(random.between(EARLIEST, latest));
        boolean repeated = random.withProbability(REPEATED_PERCENT);
        Duration every = FaultTiming.EVERY.type().sample(random);
        int wanted = FaultTiming.TIMES.type().sample(random);
        if (!repeated) {
            return FaultTiming.once(at);
        }
        int fitting = (int) (1 + latest.minus(at).dividedBy(every));
        int times = Math.min(wanted, fitting);
        return times == 1 ? FaultTiming.once(at) : new FaultTiming(at, every, times);
    }

    private static Duration tenths(Duration duration) {
        return Duration.ofMillis(duration.toMillis() / 100 * 100);
    }

    private static List<WordUse<Expectation>> expectations() {
        return Vocabulary.EXPECTATIONS.all().stream()
                .filter(Word::random)
                .map(word -> word.use(Arguments.NONE))
                .toList();
    }
}
