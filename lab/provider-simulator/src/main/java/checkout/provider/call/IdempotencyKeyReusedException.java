package checkout.provider.call;

/** An idempotency key was used again with another body. */
public final class IdempotencyKeyReusedException extends RuntimeException {

    public IdempotencyKeyReusedException() {
        super("This Idempotency-Key was used with another body; send the same body, or a new key");
    }
}
