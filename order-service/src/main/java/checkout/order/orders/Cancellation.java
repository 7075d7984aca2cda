package checkout.order.orders;

import checkout.contracts.CancelRequested;
import checkout.contracts.RejectionReason;
import checkout.messaging.Correlation;
import checkout.messaging.Effects;
import checkout.messaging.outbox.Outbox;
import checkout.web.Problem;
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

    @Transactional
    public Order request(UUID id, String storefront) {
        Order order = orders.lock(id, storefront).orElseThrow(CheckoutIds::unknown);
        if (order.reason() == RejectionReason.CANCELLED) {
            return order;
        }
        if (order.status().isFinal()) {
            throw new Problem(
                            HttpStatus.CONFLICT,
                            "past-cancelling",
                            "Too late to cancel",
                            "The checkout is %s already.".formatted(order.status()))
                    .with("status", order.status());
        }
        if (!order.cancelRequested()) {
            orders.rememberCancel(id);
            outbox.send(Effects.none().send(id, new CancelRequested(id), Correlation.ofSaga(id), null));
        }
        return order;
    }
}
