package checkout.payment.provider;

/** The answer to the question what the provider has of a checkout. */
sealed interface AccountAnswer {
    /** What the provider has. */
    record Known(ProviderAccount account) implements AccountAnswer {}

    /**
     * There is no such account, or no answer.
     *
     * @param answer which of them
     */
    record NotKnown(CardAnswer answer) implements AccountAnswer {}
}
