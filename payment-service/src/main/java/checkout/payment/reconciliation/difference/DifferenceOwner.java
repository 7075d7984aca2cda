package checkout.payment.reconciliation.difference;

/** Who has to do something about a difference. */
public enum DifferenceOwner {
    /** Looks into single payments, corrects them and talks to customers. */
    PAYMENTS_OPERATIONS,
    /** The provider's support, which corrects what only the provider can. */
    PROVIDER_SUPPORT,
    /** Whoever maintains this service: the program has counted money that did not move, or lost money that did. */
    ENGINEERING
}
