package checkout.saga.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.saga.runtime.drive.ResolveRequest;
import checkout.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Red here: a saga is ended by hand with force that nobody asked for, or without a reason. */
class ResolveBodyTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, false", "false, false", "true, true"})
    void forcesOnlyWhatItIsToldToForce(@Nullable Boolean force, boolean forced) {
        assertThat(new ResolveBody(" paid by hand ", "CONFIRMED", null, force, null).by("ann"))
                .isEqualTo(new ResolveRequest("CONFIRMED", "paid by hand", null, forced, "ann"));
    }

    @Test
    void keepsTheNote() {
        String longest = "x".repeat(1_000);
        assertThat(new ResolveBody("why", "o".repeat(50), longest, null, null).by("ann"))
                .isEqualTo(new ResolveRequest("o".repeat(50), "why", longest, false, "ann"));
    }

    @Test
    void saysWhatIsMissingOrTooLong() {
        refuses(new ResolveBody("why", null, null, null, null), "'outcome' must say how the saga ended");
        refuses(
                new ResolveBody("why", "o".repeat(51), null, null, null),
                "'outcome' must be a text of 1 to 50 characters");
        refuses(new ResolveBody("why", " ", null, null, null), "'outcome' must be a text of 1 to 50 characters");
        refuses(
                new ResolveBody("why", "CONFIRMED", "x".repeat(1_001), null, null),
                "'note' must be a text of 1 to 1000");
        refuses(new ResolveBody(null, "CONFIRMED", null, null, null), "'reason' must say why");
    }

    private static void refuses(ResolveBody body, String message) {
        assertThatThrownBy(() -> body.by("ann"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(message);
    }
}
