package checkout.order.intake;

import checkout.order.orders.Order;

/** What came of a placement. */
sealed interface Outcome {
    /** It is committed: the promise stands. */
    record Placed() implements Outcome {}

    /** The same request was placed before; this is what it became. */
    record Replayed(Order order) implements Outcome {}

    /** The key was used for another request. */
    record KeyReused() implements Outcome {}
}
