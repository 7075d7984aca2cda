package checkout.contracts;

/** How a return can end, as its storefront sees it. */
public enum ReturnOutcome {
    ACCEPTED,
    REFUSED
}
