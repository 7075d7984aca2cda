package checkout.contracts;

import java.util.List;
import java.util.UUID;

/** A storefront's return was recorded with the sum to refund; from here on it ends accepted or refused. */
public record ReturnRequested(UUID returnId, UUID checkoutId, List<OrderLine> lines, Money refund) {}
