package checkout.order.request;

import org.jspecify.annotations.Nullable;

/** One line of a request as it was sent, not yet validated. */
public record LineRequest(@Nullable String sku, @Nullable Integer quantity) {}
