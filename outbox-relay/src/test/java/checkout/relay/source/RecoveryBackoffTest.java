package checkout.relay.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.relay.settings.RelaySettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Red here: a source that fails again and again is tried too often, too seldom, or together with all others. */
class RecoveryBackoffTest {

    private long now = -5;
    private final RecoveryBackoff backoff =
            new RecoveryBackoff(recovery(Duration.ofMillis(500), Duration.ofSeconds(10)), new Random(7), () -> now);

    @Test
    void doublesTheWaitUpToTheLimitAndVariesIt() {
        List<Duration> waits =
                IntStream.range(0, 100).mapToObj(n -> backoff.next()).toList();

        for (int n = 0; n < waits.size(); n++) {
            long full = Math.min(500L << Math.min(n, 10), 10_000);
            assertThat(waits.get(n)).isBetween(Duration.ofMillis(full / 2), Duration.ofMillis(full));
        }
        assertThat(new HashSet<>(waits.subList(10, 100))).hasSizeGreaterThan(80);
        assertThat(backoff.failures()).isEqualTo(100);
    }

    @Test
    void beginsAgainAfterASuccess() {
        IntStream.range(0, 10).forEach(n -> backoff.next());
        backoff.works();
        now += Duration.ofSeconds(10).toNanos();
        backoff.works();
        assertThat(backoff.failures()).as("it has not worked for long enough").isEqualTo(10);
        now += 1;
        backoff.works();
        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(500));
        assertThat(backoff.failures()).isOne();
    }

    @Test
    void aFailureEndsTheTimeInWhichTheSourceWorks() {
        backoff.next();
        backoff.works();
        now += Duration.ofSeconds(9).toNanos();
        backoff.next();
        now += Duration.ofSeconds(9).toNanos();
        backoff.works();
        now += Duration.ofSeconds(9).toNanos();
        backoff.works();
        assertThat(backoff.failures()).isEqualTo(2);
    }

    @Test
    void impossibleSettingsAreRefusedWithAdvice() {
        assertThatThrownBy(() -> recovery(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessageContaining("min-delay must be positive and not longer than max-delay");
    }

    @Test
    void onlyErrorsOfTheProcessItselfAreBeyondRecovery() {
        assertThat(FatalExit.isBeyondRecovery(new IllegalStateException(new OutOfMemoryError())))
                .isTrue();
        assertThat(FatalExit.isBeyondRecovery(new IllegalStateException(new NoClassDefFoundError())))
                .isTrue();
        assertThat(FatalExit.isBeyondRecovery(new IllegalStateException("connection reset")))
                .isFalse();
    }

    private static RelaySettings.Recovery recovery(Duration minDelay, Duration maxDelay) {
        return new RelaySettings.Recovery(Duration.ofSeconds(8), minDelay, maxDelay, Duration.ofSeconds(30));
    }
}
