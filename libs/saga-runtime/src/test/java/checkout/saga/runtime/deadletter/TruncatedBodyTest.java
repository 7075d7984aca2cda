package checkout.saga.runtime.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Red here: half a message is redriven as if it were the whole, or nobody can find the whole. */
class TruncatedBodyTest {
    private static final String HEADERS =
            "{\"dlt-body-length\":\"2000000\",\"dlt-body-sha256\":\"abc\",\"dlt-topic\":\"payments.commands\"}";

    @Test
    void saysWhereTheWholeBodyIs() {
        assertThat(TruncatedBody.in(HEADERS)).isEqualTo(new TruncatedBody(2_000_000, "abc", "payments.commands"));
    }

    @Test
    void aBodyThatIsWholeIsNotTruncated() {
        assertThat(TruncatedBody.in("{\"dlt-topic\":\"payments.commands\"}")).isNull();
    }

    @Test
    void whatAStrangerLeavesOutIsEmpty() {
        assertThat(TruncatedBody.in("{\"dlt-body-length\":\"many\"}")).isEqualTo(new TruncatedBody(0, "", ""));
    }

    @Test
    void aLetterWithAPartOfABodyCannotBeRedriven() {
        DeadLetter letter = new DeadLetter(
                new UUID(0, 1),
                "payments.commands",
                3,
                4L,
                "m-1",
                "key",
                "payments.Pay.v1",
                "payments",
                "too large",
                null,
                "{\"a\":",
                null,
                HEADERS,
                null,
                null,
                Instant.EPOCH,
                DeadLetter.Status.OPEN,
                null);
        assertThat(letter.missing())
                .startsWith("it contains only a part of a body of 2000000 bytes; the record itself is in"
                        + " payments.commands, partition 3, offset 4");
    }
}
