package checkout.provider.call;

/** An idempotency key was used again with another body. */
public final class KeyReusedException extends RuntimeException {

    public KeyReusedException() {
        super("This Idempotency-Key was used with another body; send the same body, or a new key");
    }
}
