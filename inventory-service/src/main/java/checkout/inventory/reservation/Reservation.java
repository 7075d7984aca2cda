package checkout.inventory.reservation;

import checkout.contracts.OrderLine;
import checkout.contracts.Reply.OutOfStock.Shortage;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The decision on a checkout's request for stock, stored so that a repeated command gets the same reply. */
sealed interface Reservation {
    UUID checkoutId();

    /** The lines that are, or were, reserved. */
    default List<OrderLine> lines() {
        return List.of();
    }

    /** Why nothing was reserved. */
    default List<Shortage> shortages() {
        return List.of();
    }

    /**
     * The lines are reserved.
     *
     * @param holdFor how long from now on, if this is decided now; null if it never expires, or was decided before
     */
    record Held(
            UUID checkoutId,
            List<OrderLine> lines,
            @Nullable Duration holdFor) implements Reservation {
        Held(UUID checkoutId, List<OrderLine> lines) {
            this(checkoutId, lines, null);
        }
    }

    /** The lines are sold and have left the stock. */
    record Committed(UUID checkoutId, List<OrderLine> lines) implements Reservation {}

    /** There was not enough stock, so nothing was reserved. */
    record Refused(UUID checkoutId, List<Shortage> shortages) implements Reservation {}

    /**
     * The lines were reserved and not committed in time, so others may have bought them.
     *
     * @param someReturned whether some of the items came back before
     */
    record Expired(UUID checkoutId, List<OrderLine> lines, boolean someReturned) implements Reservation {}

    /** The stock was released, or never reserved; a later request for stock is too late. */
    record Released(UUID checkoutId) implements Reservation {}
}
