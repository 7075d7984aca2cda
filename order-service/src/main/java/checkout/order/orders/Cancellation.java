package checkout.order.orders;

import checkout.contracts.CancelRequested;
import checkout.contracts.RejectionReason;
import checkout.messaging.Correlation;
import checkout.messaging.Effects;
import checkout.messaging.outbox.Outbox;
import checkout.web.ProblemException;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Passes a storefront's wish to cancel on to the orchestrator, which alone knows whether it comes in time. */
@Component
class Cancellation {
    private final Orders orders;
    private final Outbox outbox;

    Cancellation(Orders orders, Outbox outbox) {
        this.orders = orders;
        this.outbox = outbox;
    }

    /** The order as it stands with this wish, which is passed on once however often it is uttered. */
    @Transactional
    public Order request(UUID id, String storefront) {
        Order order = orders.lock(id, storefront).orElseThrow(CheckoutIdParser::unknown);
        if (order.isBeyondCancelling() || order.cancelRequested()) {
            return order;
        }
        outbox.send(new Effects().send(id, new CancelRequested(id), Correlation.ofSaga(id), null));
        return orders.rememberCancel(id);
    }

    /** The order, if it is cancelled or still may be. */
    static Order unlessTooLate(Order order) {
        if (order.reason() == RejectionReason.CANCELLED || !order.isBeyondCancelling()) {
            return order;
        }
        throw new ProblemException(HttpStatus.CONFLICT, "past-cancelling", "Too late to cancel", whatToDo(order))
                .with("checkoutStatus", order.status());
    }

    private static String whatToDo(Order order) {
        return switch (order.status()) {
            case PENDING ->
                "The checkout goes on, it is too far to be undone. Wait until it is CONFIRMED, then take it back as a return.";
            case CONFIRMED -> "The checkout is CONFIRMED already; take it back as a return.";
            case REJECTED ->
                "The checkout is REJECTED already, for %s; nothing is charged and nothing is left to cancel."
                        .formatted(order.reason());
        };
    }
}
