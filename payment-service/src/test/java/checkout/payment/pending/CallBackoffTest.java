package checkout.payment.pending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** If this fails, the waits between calls do not grow, have no upper bound, or lack jitter. */
class CallBackoffTest {
    private final CallBackoff backoff = new CallBackoff(Duration.ofMillis(200), Duration.ofSeconds(30), new Random(1));

    @ParameterizedTest
    @CsvSource({"1, 100, 200", "2, 200, 400", "5, 1600, 3200", "9, 15000, 30000", "1000000, 15000, 30000"})
    void doublesUpToTheMaximumWithJitterInTheUpperHalf(int attempt, long min, long max) {
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.after(attempt).toMillis()).isBetween(min, max);
        }
    }
}
