package checkout.order.placement;

import checkout.order.orders.Order;
import java.time.Instant;

/** What placing a checkout resulted in. */
sealed interface PlacementOutcome {
    /** The checkout is committed; it was placed at this time of the database. */
    record Placed(Instant placedAt) implements PlacementOutcome {}

    /** The same request was placed before, as this order. */
    record Replayed(Order order) implements PlacementOutcome {}

    /** The idempotency key was used for another request. */
    record KeyReused() implements PlacementOutcome {}

    /** Another transaction has claimed the idempotency key and does not end; nothing is placed by this request. */
    record KeyInFlight() implements PlacementOutcome {}

    /** Its cart was changed, checked out or locked by another transaction since it was read; nothing is placed. */
    record CartContended() implements PlacementOutcome {}

    /** The request was withdrawn before it reached the database: it has not placed the checkout and never will. */
    record NotPlaced(Cause cause) implements PlacementOutcome {
        /** Why a request was withdrawn. */
        enum Cause {
            BUSY,
            DATABASE_UNAVAILABLE,
            STOPPING
        }
    }

    /** The request reached the database, which has not told whether it is committed. It may still be. */
    record Unknown() implements PlacementOutcome {}
}
