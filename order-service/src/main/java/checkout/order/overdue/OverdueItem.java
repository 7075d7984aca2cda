package checkout.order.overdue;

import java.util.UUID;

/**
 * An order or a return that should have ended.
 *
 * @param id of the order or the return, and of its saga
 * @param tries how often its saga was started again
 */
record OverdueItem(UUID id, OverdueKind kind, UUID orderId, int tries) {}
