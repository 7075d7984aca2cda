package checkout.saga.engine.random;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.state.SagaPhase;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsCoverage;

/** The laws hold for 120,000 random sequences of inputs; the report of a failure contains its seed. */
class RandomSagaProperties {

    private static final int MAX_INPUTS = 40;

    @Property(tries = 120_000, shrinking = ShrinkingMode.BOUNDED)
    void keepsTheLawsWhateverHappens(
            @ForAll("shapes") RandomSagaDefinition shape, @ForAll("numbers") int[] numbers, @ForAll boolean silence) {
        RandomSagaRun run = new RandomSagaRun(shape.saga());
        RandomInputs randomInputs = new RandomInputs(run.saga);
        for (int number : numbers) {
            run.receive(randomInputs.input(number, run.state()));
        }
        int bound = restBound(shape);

        assertThat(run.rest(silence, bound)).as("inputs until it rests").isLessThanOrEqualTo(bound);
        new EngineLaws(run).hold();
        Statistics.label("ends").collect(run.state().phase()).coverage(RandomSagaProperties::everyEndIsReached);
    }

    /** A law that no sequence comes near to would prove nothing. */
    private static void everyEndIsReached(StatisticsCoverage ends) {
        for (SagaPhase end : List.of(
                SagaPhase.COMPLETED,
                SagaPhase.COMPENSATED,
                SagaPhase.STUCK,
                SagaPhase.COMPENSATION_STUCK,
                SagaPhase.RESOLVED)) {
            ends.check(end).count(count -> count > 500);
        }
    }

    /** Each step and its undo, each attempt with its timeout and its backoff, twice for attempts granted by the operator. */
    private static int restBound(RandomSagaDefinition shape) {
        return (RandomSagaDefinition.MAX_STEPS + 1) * 2 * shape.tries() * 2;
    }

    @Provide
    Arbitrary<RandomSagaDefinition> shapes() {
        Arbitrary<List<Integer>> groups = Arbitraries.integers()
                .between(1, 3)
                .list()
                .ofMinSize(1)
                .ofMaxSize(RandomSagaDefinition.MAX_STEPS)
                .map(RandomSagaProperties::atMostSixSteps);
        return Combinators.combine(
                        groups,
                        Arbitraries.integers().between(0, RandomSagaDefinition.MAX_STEPS),
                        Arbitraries.integers().between(0, 2 * RandomSagaDefinition.MAX_STEPS),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as(RandomSagaDefinition::new);
    }

    private static List<Integer> atMostSixSteps(List<Integer> groups) {
        int end = 0;
        int steps = 0;
        while (end < groups.size() && steps + groups.get(end) <= RandomSagaDefinition.MAX_STEPS) {
            steps += groups.get(end);
            end++;
        }
        return List.copyOf(groups.subList(0, end));
    }

    @Provide
    Arbitrary<int[]> numbers() {
        return Arbitraries.integers()
                .between(0, RandomInputs.NUMBERS - 1)
                .array(int[].class)
                .ofMaxSize(MAX_INPUTS);
    }
}
