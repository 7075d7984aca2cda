package checkout.provider.ledger;

/** An answer, and whether it is the first one said again. */
public record IdempotentAnswer(ProviderAnswer answer, boolean replayed) {}
