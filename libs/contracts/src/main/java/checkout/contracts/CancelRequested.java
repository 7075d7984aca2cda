package checkout.contracts;

import java.util.UUID;

/** The storefront no longer wants the checkout; it is undone unless it is past its pivot. */
public record CancelRequested(UUID checkoutId) {}
