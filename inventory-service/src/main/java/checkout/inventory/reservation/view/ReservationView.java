package checkout.inventory.reservation.view;

import checkout.contracts.OrderLine;
import checkout.contracts.Reply.OutOfStock.Shortage;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reservation as operators see it.
 *
 * @param lines what the checkout has asked for and got; of a released one, what it had
 * @param shortages why it was refused
 * @param decidedAt when it got its status
 * @param expiresAt until when it is or was held; null if it never expires
 * @param returned what has come back; only if one reservation is shown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReservationView(
        UUID checkoutId,
        ReservationStatus status,
        List<OrderLine> lines,
        @Nullable List<Shortage> shortages,
        Instant decidedAt,
        @Nullable Instant expiresAt,
        @Nullable List<OrderLine> returned) {

    ReservationView withReturned(List<OrderLine> items) {
        return new ReservationView(checkoutId, status, lines, shortages, decidedAt, expiresAt, items);
    }
}
