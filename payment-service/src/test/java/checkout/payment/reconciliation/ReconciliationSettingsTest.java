package checkout.payment.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** If this fails, a setting with which no comparison can work is accepted, or its message does not say what to set. */
class ReconciliationSettingsTest {
    private static final String PREFIX = "checkout.payment.reconciliation.";

    @Test
    void worksWithoutAnySetting() {
        ReconciliationSettings settings = bind(Map.of());
        assertThat(settings.every()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.unchangedFor()).isEqualTo(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @CsvSource({
        "page-size, 1001, set 1 to 1000",
        "page-size, 0, set 1 to 1000",
        "calls-per-second, 0, at least 1",
        "max-suspects, 0, at least 1",
        "second-look-after, 0s, must be positive",
        "every, -1s, 0s or longer",
        "last-retry, 5m, must be between"
    })
    void saysWhatToSet(String name, String value, String advice) {
        assertThatThrownBy(() -> bind(Map.of(PREFIX + name, value)))
                .rootCause()
                .hasMessageContaining(advice)
                .hasMessageContaining("." + name);
    }

    private static ReconciliationSettings bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("checkout.payment.reconciliation", ReconciliationSettings.class);
    }
}
