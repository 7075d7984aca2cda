package checkout.provider.ledger;

/** An idempotency key came again with another body. */
public final class KeyReused extends RuntimeException {

    KeyReused() {
        super("This Idempotency-Key was used with another body; send the first body again, or a new key");
    }
}
