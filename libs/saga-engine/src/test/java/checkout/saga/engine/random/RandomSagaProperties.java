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

/** 120,000 random sequences: whatever a saga is told, the laws hold. The seed of a failure is in its report. */
class RandomSagaProperties {

    private static final int MOST_INPUTS = 40;

    @Property(tries = 120_000, shrinking = ShrinkingMode.BOUNDED)
    void keepsTheLawsWhateverItIsTold(
            @ForAll("shapes") SagaShape shape, @ForAll("numbers") int[] numbers, @ForAll boolean silence) {
        RandomSagaRun life = new RandomSagaRun(shape.saga());
        RandomReplies randomReplies = new RandomReplies(life.saga);
        for (int number : numbers) {
            life.tell(randomReplies.input(number, life.state()));
        }
        int bound = restBound(shape);

        assertThat(life.rest(silence, bound)).as("inputs until it rests").isLessThanOrEqualTo(bound);
        new EngineLaws(life).hold();
        Statistics.label("ends").collect(life.state().phase()).coverage(RandomSagaProperties::everyEndIsReached);
    }

    /** A law that no sequence comes near to would hold for nothing. */
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

    /** Each step there and back, each attempt with its timeout and its backoff; attempts the operator gave come on top. */
    private static int restBound(SagaShape shape) {
        return (SagaShape.MOST_STEPS + 1) * 2 * shape.tries() * 2;
    }

    @Provide
    Arbitrary<SagaShape> shapes() {
        Arbitrary<List<Integer>> groups = Arbitraries.integers()
                .between(1, 3)
                .list()
                .ofMinSize(1)
                .ofMaxSize(SagaShape.MOST_STEPS)
                .map(RandomSagaProperties::atMostSixSteps);
        return Combinators.combine(
                        groups,
                        Arbitraries.integers().between(0, SagaShape.MOST_STEPS),
                        Arbitraries.integers().between(0, 2 * SagaShape.MOST_STEPS),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as(SagaShape::new);
    }

    private static List<Integer> atMostSixSteps(List<Integer> groups) {
        int end = 0;
        int steps = 0;
        while (end < groups.size() && steps + groups.get(end) <= SagaShape.MOST_STEPS) {
            steps += groups.get(end);
            end++;
        }
        return List.copyOf(groups.subList(0, end));
    }

    @Provide
    Arbitrary<int[]> numbers() {
        return Arbitraries.integers()
                .between(0, RandomReplies.NUMBERS - 1)
                .array(int[].class)
                .ofMaxSize(MOST_INPUTS);
    }
}
