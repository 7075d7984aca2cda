package checkout.lab.scenario.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import org.junit.jupiter.api.Test;

/** Red here: offsets are reset although the consumer has forgotten messages, whose effects would happen twice. */
class ForgottenMessagesTest {

    @Test
    void anIdSaysWhenItWasMade() {
        long before = System.currentTimeMillis();
        assertThat(ForgottenMessages.millis(UuidCreator.getTimeOrderedEpochPlus1()))
                .isBetween(before, System.currentTimeMillis());
    }

    @Test
    void whatIsOlderThanTheOldestRememberedByMoreThanAMinuteIsForgotten() {
        assertThat(ForgottenMessages.isForgotten(1_000_000, 1_000_000)).isFalse();
        assertThat(ForgottenMessages.isForgotten(1_000_000, 1_060_000)).isFalse();
        assertThat(ForgottenMessages.isForgotten(1_000_000, 1_060_001)).isTrue();
        assertThat(ForgottenMessages.isForgotten(2_000_000, 1_000_000)).isFalse();
    }
}
