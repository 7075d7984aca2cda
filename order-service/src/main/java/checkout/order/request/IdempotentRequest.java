package checkout.order.request;

import java.util.UUID;

/**
 * A request with its idempotency key.
 *
 * @param id of the checkout or the return that it asks for
 */
public record IdempotentRequest(UUID id, String storefront, String key, String fingerprint) {}
