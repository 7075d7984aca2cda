package checkout.provider.network;

import java.util.LinkedHashMap;
import java.util.Map;

/** The call is not decided yet; it is answered later, to the same call or to a question about its key. */
final class PendingCallException extends RuntimeException {
    private final transient Map<String, Object> body = new LinkedHashMap<>();

    private PendingCallException(String status, String detail) {
        super(detail, null, false, false);
        body.put("status", status);
        body.put("detail", detail);
    }

    static PendingCallException bankUndecided() {
        return new PendingCallException(
                "PENDING", "The bank has not decided yet; repeat the call with the same Idempotency-Key");
    }

    static PendingCallException inProgress() {
        return new PendingCallException("PENDING", "The call is still being processed; ask again later");
    }

    static PendingCallException challenge(Challenges.Challenge challenge) {
        PendingCallException pending = new PendingCallException(
                "CHALLENGE_REQUIRED", "The customer has to confirm the payment at the bank; ask again later");
        pending.body.put("checkoutId", challenge.charge().checkoutId());
        pending.body.put("reference", challenge.reference());
        return pending;
    }

    Map<String, Object> body() {
        return body;
    }
}
