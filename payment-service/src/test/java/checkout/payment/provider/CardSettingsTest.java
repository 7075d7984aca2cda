package checkout.payment.provider;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** If this fails, settings are accepted under which calls are made twice. */
class CardSettingsTest {
    @Test
    void rejectsALeaseShorterThanTwoTimeouts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CardSettings(
                        URI.create("http://127.0.0.1:8084"),
                        Duration.ofSeconds(2),
                        64,
                        16,
                        Duration.ofMillis(250),
                        Duration.ofSeconds(3),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(30)))
                .withMessageContaining("at least twice the timeout");
    }
}
