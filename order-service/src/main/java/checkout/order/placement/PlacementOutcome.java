package checkout.order.placement;

import checkout.order.orders.Order;

/** What placing a checkout resulted in. */
sealed interface PlacementOutcome {
    /** The checkout is committed. */
    record Placed() implements PlacementOutcome {}

    /** The same request was placed before, as this order. */
    record Replayed(Order order) implements PlacementOutcome {}

    /** The idempotency key was used for another request. */
    record KeyReused() implements PlacementOutcome {}
}
