package checkout.order.pricing;

import org.jspecify.annotations.Nullable;

/** The cart that a request for a checkout names, not yet validated. */
public record CartReference(@Nullable String id, @Nullable Long version) {}
