package checkout.provider.call;

/** The answer to a call, and whether it repeats an earlier one. */
public record ProviderCallResult(ProviderAnswer answer, boolean replayed) {}
