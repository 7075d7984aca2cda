package checkout.saga.runtime.api;

import org.jspecify.annotations.Nullable;

/** The body of a request to act: nobody acts without saying why. */
public record ActionReason(@Nullable String reason) {
    private static final int MOST = 500;

    public String given() {
        return given(reason);
    }

    public static String given(@Nullable String reason) {
        String given = reason == null ? "" : reason.strip();
        if (given.isEmpty() || given.length() > MOST || given.indexOf('\0') >= 0) {
            throw InvalidRequest.request(
                    "'reason' has to say in 1 to %d characters why: {\"reason\":\"...\"}. It is kept in the audit."
                            .formatted(MOST));
        }
        return given;
    }
}
