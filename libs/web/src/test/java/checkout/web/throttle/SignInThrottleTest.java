package checkout.web.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Red here: passwords can be guessed as fast as one likes, or a stranger keeps somebody out. */
class SignInThrottleTest {
    private static final String HOME = "10.0.0.1";
    private static final String STRANGER = "10.9.9.9";

    private final SteppedClock clock = new SteppedClock();
    private final SignInThrottle throttle = new SignInThrottle(clock, 3, 5, Duration.ofMinutes(1));

    @Test
    void aUserIsLimitedWhateverTheAddress() {
        for (int i = 0; i < 3; i++) {
            throttle.admit("ann", "10.0.0." + i);
        }
        assertRefused("ann", "10.0.0.200", 60);
        assertAdmitted("bob", "10.0.0.200");
    }

    @Test
    void aUserIsLimitedInWhateverCaseTheNameIsWritten() {
        for (int i = 0; i < 3; i++) {
            throttle.admit("admin", "10.0.0." + i);
        }
        assertRefused("ADMIN", "10.0.0.200", 60);
        assertRefused("aDmIn", "10.0.0.201", 60);
    }

    @Test
    void anAddressIsLimitedWhateverTheUser() {
        for (int i = 0; i < 5; i++) {
            throttle.admit("user" + i, STRANGER);
        }
        assertRefused("somebody", STRANGER, 60);
    }

    @Test
    void theLimitEndsWithItsTime() {
        for (int i = 0; i < 3; i++) {
            throttle.admit("ann", STRANGER);
        }
        clock.step(Duration.ofSeconds(59));
        assertRefused("ann", STRANGER, 1);
        clock.step(Duration.ofSeconds(1));
        assertAdmitted("ann", STRANGER);
    }

    @Test
    void whatSucceededDoesNotCount() {
        for (int i = 0; i < 20; i++) {
            throttle.admit("ann", HOME);
            throttle.succeeded("ann", HOME);
        }
        assertAdmitted("ann", HOME);
    }

    @Test
    void aStrangerDoesNotKeepOutAUserFromAKnownAddress() {
        throttle.admit("ann", HOME);
        throttle.succeeded("ann", HOME);
        for (int i = 0; i < 3; i++) {
            throttle.admit("ann", STRANGER);
        }
        assertRefused("ann", STRANGER, 60);
        assertAdmitted("ann", HOME);
    }

    @Test
    void aKnownAddressIsLimitedToo() {
        throttle.admit("ann", HOME);
        throttle.succeeded("ann", HOME);
        for (int i = 0; i < 3; i++) {
            throttle.admit("ann", HOME);
        }
        assertRefused("ann", HOME, 60);
    }

    @Test
    void theMemoryIsBounded() {
        for (int i = 0; i < 50_000; i++) {
            clock.step(Duration.ofSeconds(61));
            throttle.admit("user" + i, "address" + i);
        }
        assertAdmitted("ann", HOME);
    }

    private void assertAdmitted(String user, String address) {
        assertThatCode(() -> throttle.admit(user, address)).doesNotThrowAnyException();
    }

    private void assertRefused(String user, String address, long retryAfter) {
        assertThatThrownBy(() -> throttle.admit(user, address))
                .isInstanceOfSatisfying(
                        TooManySignInsException.class,
                        tooMany -> assertThat(tooMany.retryAfterSeconds()).isEqualTo(retryAfter));
    }

    private static final class SteppedClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void step(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
