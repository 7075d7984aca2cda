package checkout.order.storefront.account;

import java.time.Instant;

/** A storefront. Its id is what its orders name. */
public record Storefront(String id, String name, LimitOverrides limits, Instant createdAt) {}
