package checkout.inventory.reservation;

import checkout.contracts.OrderLine;
import checkout.contracts.Reply.OutOfStock.Shortage;
import java.util.List;
import java.util.UUID;

/** The decision on a checkout's request for stock, stored so that a repeated command gets the same reply. */
sealed interface Reservation {
    UUID checkoutId();

    /** The lines that are reserved. */
    default List<OrderLine> lines() {
        return List.of();
    }

    /** Why nothing was reserved. */
    default List<Shortage> shortages() {
        return List.of();
    }

    /** The lines are reserved. */
    record Held(UUID checkoutId, List<OrderLine> lines) implements Reservation {}

    /** The lines are sold and have left the stock. */
    record Committed(UUID checkoutId, List<OrderLine> lines) implements Reservation {}

    /** There was not enough stock, so nothing was reserved. */
    record Refused(UUID checkoutId, List<Shortage> shortages) implements Reservation {}

    /** The stock was released, or never reserved; a later request for stock is too late. */
    record Released(UUID checkoutId) implements Reservation {}
}
