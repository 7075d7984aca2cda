package checkout.lab.scenario.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Red here: a failing scenario keeps faults that it does not need, or loses one that it needs. */
class DeltaDebuggingTest {

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void findsEverySetOfCulprits() throws InterruptedException {
        Random random = new Random(1);
        for (int n = 0; n < 500; n++) {
            int size = 1 + random.nextInt(15);
            TreeSet<Integer> culprits = new TreeSet<>();
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                culprits.add(random.nextInt(size));
            }
            assertThat(DeltaDebugging.minimize(numbers(size), part -> part.containsAll(culprits)))
                    .containsExactlyElementsOf(culprits);
        }
    }

    @Test
    void findsThatNoElementIsNeeded() throws InterruptedException {
        assertThat(DeltaDebugging.minimize(numbers(8), part -> true)).isEmpty();
        assertThat(DeltaDebugging.minimize(List.of(), part -> true)).isEmpty();
    }

    @Test
    void keepsAllIfEachIsNeeded() throws InterruptedException {
        assertThat(DeltaDebugging.minimize(numbers(6), part -> part.size() == 6))
                .hasSize(6);
    }

    @Test
    void oneOfManyIsFoundInFewTrials() throws InterruptedException {
        AtomicInteger trials = new AtomicInteger();
        DeltaDebugging.minimize(numbers(12), part -> {
            trials.incrementAndGet();
            return part.contains(9);
        });
        assertThat(trials.get()).isLessThanOrEqualTo(10);
    }
}
