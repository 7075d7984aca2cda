package checkout.saga.runtime.api;

import checkout.web.RequestChecks;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to act. No operator action is taken without a reason.
 *
 * @param movedAt the version of the saga that the operator has seen; null for any
 */
public record ActionReason(
        @Nullable String reason, @Nullable Instant movedAt) {
    private static final int MAX_LENGTH = 500;

    public String given() {
        return given(reason);
    }

    public static String given(@Nullable String reason) {
        String given = RequestChecks.line(reason, MAX_LENGTH);
        if (given == null) {
            throw OperatorApiErrors.request(
                    "'reason' must say why in 1 to %d characters, as in {\"reason\":\"...\"}. It is written to the audit log."
                            .formatted(MAX_LENGTH));
        }
        return given;
    }
}
