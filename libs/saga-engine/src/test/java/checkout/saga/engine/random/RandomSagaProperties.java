package checkout.saga.engine.random;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.state.Phase;
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
            @ForAll("shapes") Shape shape, @ForAll("numbers") int[] numbers, @ForAll boolean silence) {
        Life life = new Life(shape.saga());
        Fate fate = new Fate(life.saga);
        for (int number : numbers) {
            life.tell(fate.input(number, life.state()));
        }
        int bound = restBound(shape);

        assertThat(life.rest(silence, bound)).as("inputs until it rests").isLessThanOrEqualTo(bound);
        new Laws(life).hold();
        Statistics.label("ends").collect(life.state().phase()).coverage(RandomSagaProperties::everyEndIsReached);
    }

    /** A law that no sequence comes near to would hold for nothing. */
    private static void everyEndIsReached(StatisticsCoverage ends) {
        for (Phase end :
                List.of(Phase.COMPLETED, Phase.COMPENSATED, Phase.STUCK, Phase.COMPENSATION_STUCK, Phase.RESOLVED)) {
            ends.check(end).count(count -> count > 500);
        }
    }

    /** Each step there and back, each attempt with its timeout and its backoff; attempts the operator gave come on top. */
    private static int restBound(Shape shape) {
        return (Shape.MOST_STEPS + 1) * 2 * shape.tries() * 2;
    }

    @Provide
    Arbitrary<Shape> shapes() {
        Arbitrary<List<Integer>> groups = Arbitraries.integers()
                .between(1, 3)
                .list()
                .ofMinSize(1)
                .ofMaxSize(Shape.MOST_STEPS)
                .map(RandomSagaProperties::atMostSixSteps);
        return Combinators.combine(
                        groups,
                        Arbitraries.integers().between(0, Shape.MOST_STEPS),
                        Arbitraries.integers().between(0, 2 * Shape.MOST_STEPS),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(true, false))
                .as(Shape::new);
    }

    private static List<Integer> atMostSixSteps(List<Integer> groups) {
        int end = 0;
        int steps = 0;
        while (end < groups.size() && steps + groups.get(end) <= Shape.MOST_STEPS) {
            steps += groups.get(end);
            end++;
        }
        return List.copyOf(groups.subList(0, end));
    }

    @Provide
    Arbitrary<int[]> numbers() {
        return Arbitraries.integers()
                .between(0, Fate.NUMBERS - 1)
                .array(int[].class)
                .ofMaxSize(MOST_INPUTS);
    }
}
