package checkout.order.placement;

import checkout.order.orders.Order;

/** What came of a placement. */
sealed interface PlacementOutcome {
    /** It is committed: the promise stands. */
    record Placed() implements PlacementOutcome {}

    /** The same request was placed before; this is what it became. */
    record Replayed(Order order) implements PlacementOutcome {}

    /** The key was used for another request. */
    record KeyReused() implements PlacementOutcome {}
}
