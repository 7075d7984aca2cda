package checkout.contracts;

/** How a checkout can end, as its storefront sees it. */
public enum OrderOutcome {
    CONFIRMED,
    REJECTED
}
