package checkout.lab.scenario.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Red here: a clock that never moved, or an application that hung, counts as a clock that jumped. */
class ClockJumpTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private static Optional<String> verdict(String direction, Duration off) {
        return new ClockJump("payment-service", direction, TEN_MINUTES, Duration.ofSeconds(5))
                .verdict(Optional.of(off));
    }

    @Test
    void aClockThatIsOffAsFarAsItShouldBeJumped() {
        // the date of an answer has no fractions of a second
        assertThat(verdict("ahead", TEN_MINUTES.minusMillis(900))).isEmpty();
        assertThat(verdict("back", TEN_MINUTES.negated())).isEmpty();
    }

    @Test
    void aClockThatIsRightDidNotJump() {
        assertThat(verdict("ahead", Duration.ZERO))
                .contains("the clock of payment-service was off by 0s instead of 10m");
        assertThat(verdict("back", TEN_MINUTES)).isPresent();
    }

    @Test
    void anApplicationThatDoesNotAnswerIsAFinding() {
        assertThat(new ClockJump("payment-service", "ahead", TEN_MINUTES, Duration.ofSeconds(5))
                        .verdict(Optional.empty()))
                .contains("payment-service did not answer while its clock was off by 10m");
    }
}
