package checkout.order.cancellation;

import checkout.contracts.CancelRequested;
import checkout.messaging.Correlation;
import checkout.messaging.Effects;
import checkout.messaging.outbox.Outbox;
import checkout.order.orders.CheckoutIds;
import checkout.order.orders.Order;
import checkout.order.orders.Orders;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Sends a storefront's request to cancel to the orchestrator, which alone knows whether it comes in time. */
@Component
class Cancellation {
    private final Orders orders;
    private final Outbox outbox;

    Cancellation(Orders orders, Outbox outbox) {
        this.orders = orders;
        this.outbox = outbox;
    }

    /** Records and sends the request, once however often it is made, and returns the order. */
    @Transactional
    public Order request(UUID id, String storefront) {
        Order order = orders.lock(id, storefront).orElseThrow(CheckoutIds::unknown);
        if (order.isCancellationDecided() || order.cancelRequested()) {
            return order;
        }
        outbox.send(new Effects().send(id, new CancelRequested(id), Correlation.ofSaga(id), null));
        return orders.requestCancel(id);
    }
}
