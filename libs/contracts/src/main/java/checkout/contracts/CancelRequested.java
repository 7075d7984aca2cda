package checkout.contracts;

import java.util.UUID;

/** The storefront cancels a checkout, which is undone unless it is past its pivot. */
public record CancelRequested(UUID checkoutId) {}
