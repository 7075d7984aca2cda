package checkout.saga.testkit.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.definition.RetryPolicy;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Red here: a late reply of the matrix comes at another moment than its name says. */
class ReplyTimingTest {
    /** The waits after the first and the second attempt are 200 and 300 ms; the third attempt times out after 3,500 ms. */
    private static final RetryPolicy RETRY =
            new RetryPolicy(Duration.ofSeconds(1), 3, Duration.ofMillis(200), Duration.ofMillis(300));

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            AT_ONCE,                        4,    4,    4
            FIRST_LOST,                     -,    4,    4
            ALL_BUT_LAST_LOST,              -,    -,    4
            FIRST_IN_BACKOFF,            1100,    4,    4
            LAST_BUT_ONE_IN_BACKOFF,        -, 1150,    4
            FIRST_JUST_AFTER_RESEND,     1201,    4,    4
            ONLY_FIRST_AND_AFTER_RESEND, 1201,    -,    -
            FIRST_AFTER_SECOND,          1212,    4,    4
            JUST_AFTER_GIVING_UP,        3501, 3501, 3501
            LONG_AFTER_GIVING_UP,        3600, 3600, 3600
            COMMAND_AFTER_GIVING_UP,     3522, 3522, 3522
            NEVER,                          -,    -,    -
            """)
    void repliesToEachAttemptAfterThisTime(ReplyTiming timing, Long first, Long second, Long third) {
        Long[] expected = {first, second, third};
        assertThat(IntStream.rangeClosed(1, 3)
                        .mapToObj(attempt -> timing.roundTrip(RETRY, attempt))
                        .map(time -> time >= ReplyTiming.NEVER_COMES ? null : time))
                .containsExactly(expected);
    }

    @Test
    void onlyALateCommandIsSeenLate() {
        for (ReplyTiming timing : ReplyTiming.values()) {
            assertThat(timing.command(RETRY)).isEqualTo(timing == ReplyTiming.COMMAND_AFTER_GIVING_UP ? 3520 : 2);
        }
    }

    @Test
    void theLastAttemptHasNoBackoff() {
        assertThat(ReplyTiming.givingUp(RETRY)).isEqualTo(3_500);
        RetryPolicy once = new RetryPolicy(Duration.ofSeconds(1), 1, Duration.ofMillis(200), Duration.ofMillis(300));
        assertThat(ReplyTiming.givingUp(once)).isEqualTo(1_000);
    }
}
