package checkout.payment.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** If this fails, settings are accepted under which calls are made twice, or not at all. */
class CardSettingsTest {
    private static final String URL = "http://127.0.0.1:8084";

    @ParameterizedTest
    @CsvSource({
        "lease, 3s, at least twice the timeout",
        "concurrency, 0, must be at least 1",
        "repeat-concurrency, 0, must be at least 1",
        "refund-concurrency, 0, must be at least 1",
        "calls-per-second, -1, set 0 for no limit",
        "slow-after, 0s, must be positive",
        "challenge, 0s, must be positive"
    })
    void rejectsWhatCannotWork(String setting, String value, String advice) {
        assertThatThrownBy(() -> TestCardSettings.of(URL, Map.of(setting, value)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(advice);
    }

    @Test
    void limitsNothingUnlessItIsTold() {
        CardSettings settings = TestCardSettings.of(URL, Map.of());
        assertThat(settings.callsPerSecond()).isZero();
        assertThat(settings.challenge()).isEqualTo(Duration.ofSeconds(25));
    }
}
