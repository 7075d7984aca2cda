package checkout.provider.ledger;

/** An idempotency key came again with another body. */
public final class KeyReusedException extends RuntimeException {

    KeyReusedException() {
        super("This Idempotency-Key was used with another body; send the first body again, or a new key");
    }
}
