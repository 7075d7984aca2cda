package checkout.provider.ledger;

/** An idempotency key was used again with another body. */
public final class KeyReusedException extends RuntimeException {

    KeyReusedException() {
        super("This Idempotency-Key was used with another body; send the same body, or a new key");
    }
}
