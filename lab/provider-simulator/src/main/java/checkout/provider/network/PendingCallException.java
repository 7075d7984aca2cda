package checkout.provider.network;

/** The bank has not decided yet; the same call is answered later. */
final class PendingCallException extends RuntimeException {

    PendingCallException() {
        super("The bank has not decided yet; repeat the call with the same Idempotency-Key");
    }
}
