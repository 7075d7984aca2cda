package checkout.orchestrator.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.retention.RetentionSettings;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

/** Fails if stock is no longer held when a command arrives that was never lost. */
class HoldTimesTest {
    @Test
    void stockIsHeldForLongerThanMessagesAreKept() {
        RetentionSettings messages =
                Binder.get(new MockEnvironment()).bindOrCreate("checkout.retention", RetentionSettings.class);
        assertThat(Checkout.STOCK_HELD_FOR).isGreaterThan(messages.keep());
    }
}
