package checkout.messaging.retention;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Red here: a service starts with settings under which messages are lost or tables grow. */
class RetentionSettingsTest {
    @Test
    void explainsSettingsThatAreNotValid() {
        assertThatThrownBy(() -> settings("PT0.5S", 4, "PT1M")).hasMessageContaining("a whole number of seconds");
        assertThatThrownBy(() -> settings("P4D", 4, "PT1M")).hasMessageContaining("keep more, or make");
        assertThatThrownBy(() -> settings("PT6H", 0, "PT1M")).hasMessageContaining("at least one partition");
        assertThatThrownBy(() -> settings("PT6H", 4, "PT0S")).hasMessageContaining("at least a second");
        assertThatThrownBy(() -> settings("PT10S", 4, "PT1M")).hasMessageContaining("created ahead run out");
    }

    @Test
    void refusesAnInboxThatForgetsBeforeKafkaDoes() {
        assertThatThrownBy(() -> new RetentionSettings(
                        Duration.ofDays(2),
                        Duration.ofDays(2),
                        Duration.ofHours(6),
                        Duration.ofHours(6),
                        Duration.ofHours(6),
                        4,
                        Duration.ofMinutes(1)))
                .hasMessageContaining("keep at least PT60H");
    }

    private static RetentionSettings settings(String width, int ahead, String every) {
        return PartitionTestBase.settings(Duration.ofDays(3), Duration.parse(width), ahead, Duration.parse(every));
    }
}
