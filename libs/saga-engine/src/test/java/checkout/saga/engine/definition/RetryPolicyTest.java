package checkout.saga.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.definition.AbortCause.Cause;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Red here: a command is repeated too early or too late, or an undo reports another cause than the real one. */
class RetryPolicyTest {

    @ParameterizedTest
    @CsvSource({"1, 200", "2, 400", "3, 800", "4, 1000", "5, 1000", "1000000000, 1000"})
    void theBackoffDoublesFromTheFirstToTheLongest(int attempt, long millis) {
        RetryPolicy retry = new RetryPolicy(Duration.ofSeconds(1), 3, Duration.ofMillis(200), Duration.ofMillis(1_000));
        assertThat(retry.backoffAfter(attempt)).hasMillis(millis);
    }

    @Test
    void theFirstBackoffMayBeTheLongest() {
        RetryPolicy retry = new RetryPolicy(Duration.ofSeconds(1), 1, Duration.ofMillis(200), Duration.ofMillis(200));
        assertThat(retry.backoffAfter(1)).hasMillis(200);
        assertThat(retry.backoffAfter(2)).hasMillis(200);
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSED, OUT_OF_STOCK",
        "TIMED_OUT, TIMED_OUT",
        "DEADLINE_PASSED, TIMED_OUT",
        "CANCELLED, CANCELLED",
        "OPERATOR, OPERATOR"
    })
    void theCodeOfARefusalIsTheParticipants(Cause cause, String code) {
        assertThat(new AbortCause(cause, "reserve", "OUT_OF_STOCK").code()).isEqualTo(code);
    }
}
