package checkout.lab.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Red here: a wait ends too early, or never. */
class PollingTest {

    private static final Duration INTERVAL = Duration.ofMillis(1);

    @Test
    void returnsTheWantedResultAsSoonAsItIsThere() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        assertThat(new Polling(Duration.ofMinutes(1), INTERVAL).until(n -> n == 3, calls::incrementAndGet))
                .isEqualTo(3);
    }

    @Test
    void returnsTheLastResultWhenTheTimeIsUp() throws InterruptedException {
        assertThat(new Polling(Duration.ofMillis(20), INTERVAL).until(n -> n > 0, () -> 0))
                .isZero();
    }

    @Test
    void checksAtLeastOnce() throws InterruptedException {
        assertThat(new Polling(Duration.ZERO, INTERVAL).until(n -> n == 1, () -> 1))
                .isEqualTo(1);
    }
}
