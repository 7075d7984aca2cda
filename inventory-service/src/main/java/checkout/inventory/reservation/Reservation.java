package checkout.inventory.reservation;

import checkout.contracts.OrderLine;
import checkout.contracts.Reply.OutOfStock.Shortage;
import java.util.List;
import java.util.UUID;

/** What became of a checkout's wish for stock; it is remembered so that asking again gives the same answer. */
sealed interface Reservation {
    UUID checkoutId();

    /** The lines are set aside. */
    record Held(UUID checkoutId, List<OrderLine> lines) implements Reservation {}

    /** There was not enough; nothing was set aside. */
    record Refused(UUID checkoutId, List<Shortage> shortages) implements Reservation {}

    /** Given back, or never held: whoever asks for stock after this comes too late. */
    record Released(UUID checkoutId) implements Reservation {}
}
