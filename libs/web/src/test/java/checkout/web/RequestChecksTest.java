package checkout.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Red here: a wrong request gets through, or its sender is not told what to change. */
class RequestChecksTest {
    private enum Status {
        OPEN,
        SETTLED
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 201, Integer.MAX_VALUE})
    void aLimitBeyondTheBoundsIsRejected(int limit) {
        assertThatThrownBy(() -> RequestChecks.limit(limit, 200))
                .hasMessageContaining("'limit' must be from 1 to 200.");
    }

    @Test
    void aLimitWithinTheBoundsIsTaken() {
        assertThat(RequestChecks.limit(1, 200)).isEqualTo(1);
        assertThat(RequestChecks.limit(200, 200)).isEqualTo(200);
    }

    @Test
    void aNameIsFoundInEitherCase() {
        assertThat(RequestChecks.named("status", "open", Status.class)).isEqualTo(Status.OPEN);
        assertThat(RequestChecks.named("status", "all", Status.class)).isNull();
        assertThatThrownBy(() -> RequestChecks.named("status", "", Status.class))
                .hasMessageContaining("'status' must be one of [OPEN, SETTLED] or ALL.");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "a\0b"})
    void aReasonHasToSaySomething(String reason) {
        assertThatThrownBy(() -> RequestChecks.reason(reason, "sent by mistake"))
                .hasMessageContaining("{\"reason\":\"sent by mistake\"}");
    }

    /** A line break in it would begin a line of the log. */
    @Test
    void aReasonIsOneLine() {
        assertThat(RequestChecks.reason("sent twice,\r\n  seen \u2028in the ledger", "x"))
                .isEqualTo("sent twice, seen in the ledger");
        assertThatThrownBy(() -> RequestChecks.reason("a\tb", "x")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> RequestChecks.reason("a\u001b[2Jb", "x")).isInstanceOf(ProblemException.class);
    }

    @Test
    void aReasonIsNeitherLongNorPadded() {
        assertThat(RequestChecks.reason(" done ", "x")).isEqualTo("done");
        assertThat(RequestChecks.reason("x".repeat(500), "x")).hasSize(500);
        assertThatThrownBy(() -> RequestChecks.reason("x".repeat(501), "x")).isInstanceOf(ProblemException.class);
    }

    @Test
    void anIdThatIsUnknownIsShownInPart() {
        assertThat(RequestChecks.unknown("difference", "x".repeat(80)))
                .hasMessageContaining("No difference has the id '%s...'".formatted("x".repeat(50)));
        assertThat(RequestChecks.unknown("row", "in quarantine", "7"))
                .hasMessageContaining("No row in quarantine has the id '7'.");
    }
}
