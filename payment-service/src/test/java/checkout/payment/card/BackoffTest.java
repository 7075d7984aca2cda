package checkout.payment.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Waits grow, end, and are scattered. */
class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30), new Random(1));

    @ParameterizedTest
    @CsvSource({"1, 100, 200", "2, 200, 400", "5, 1600, 3200", "9, 15000, 30000", "1000000, 15000, 30000"})
    void doublesUpToALongestWaitAndScattersTheUpperHalf(int attempt, long least, long most) {
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.after(attempt).toMillis()).isBetween(least, most);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tok_ok,",
        "9999999999999999, card_number_refused",
        "tok_9999-9999 9999-999, card_number_refused",
        "' ', invalid_token",
        "999999999999,",
        "99999999999999999999,"
    })
    void tellsATokenFromACardNumber(String token, String refusal) {
        assertThat(CardNumbers.refusal(token).orElse(null)).isEqualTo(refusal);
    }

    @Test
    void aLeaseMustOutlastACall() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CardSettings(
                        URI.create("http://127.0.0.1:8084"),
                        Duration.ofSeconds(2),
                        64,
                        Duration.ofMillis(250),
                        Duration.ofSeconds(3),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(30)))
                .withMessageContaining("at least twice the timeout");
    }
}
