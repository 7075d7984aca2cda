package checkout.payment.pending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** If this fails, the waits between calls do not grow, have no upper bound, or lack jitter. */
class CallBackoffTest {
    private final CallBackoff backoff = new CallBackoff(Duration.ofMillis(200), Duration.ofSeconds(30), new Random(1));

    @ParameterizedTest
    @CsvSource({"1, 200", "2, 400", "5, 3200", "9, 30000", "1000000, 30000"})
    void isSpreadOverAllOfABoundThatDoublesUpToTheMaximum(int attempt, long bound) {
        LongSummaryStatistics waits = IntStream.range(0, 1000)
                .mapToLong(i -> backoff.after(attempt).toMillis())
                .summaryStatistics();
        assertThat(waits.getMin()).isBetween(0L, bound / 20);
        assertThat(waits.getMax()).isBetween(bound - bound / 20, bound);
        assertThat(waits.getAverage()).isBetween(bound * 0.45, bound * 0.55);
    }
}
