package checkout.order.cancellation;

import checkout.contracts.CancelRequested;
import checkout.contracts.OrderPlaced;
import checkout.contracts.PaymentMethod;
import checkout.messaging.Correlation;
import checkout.messaging.Effects;
import checkout.messaging.outbox.Outbox;
import checkout.order.orders.CheckoutIds;
import checkout.order.orders.Order;
import checkout.order.orders.Orders;
import checkout.order.overdue.LostStarts;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Sends a storefront's request to cancel to the orchestrator, which alone knows whether it comes in time. */
@Component
class Cancellation {
    /** No storefront can name such a wallet, so a payment from it is refused. */
    private static final PaymentMethod PAYMENT_NOT_KEPT = new PaymentMethod.Wallet("payment is not kept");

    private final Orders orders;
    private final LostStarts lostStarts;
    private final Outbox outbox;

    Cancellation(Orders orders, LostStarts lostStarts, Outbox outbox) {
        this.orders = orders;
        this.lostStarts = lostStarts;
        this.outbox = outbox;
    }

    /** Records and sends the request, once however often it is made unless the start is lost, and returns the order. */
    @Transactional
    public Order request(UUID id, String storefront) {
        Order order = orders.lock(id, storefront).orElseThrow(CheckoutIds::unknown);
        boolean isStartLost = !order.status().isFinal() && lostStarts.contains(id);
        if (!isStartLost && (order.isCancellationDecided() || order.cancelRequested())) {
            return order;
        }
        Effects effects = new Effects();
        if (isStartLost) {
            effects.send(id, startWithoutPayment(order), Correlation.ofSaga(id), null);
        }
        effects.send(id, new CancelRequested(id), Correlation.ofSaga(id), null);
        outbox.send(effects);
        return orders.requestCancel(id);
    }

    /**
     * Without a saga there is nothing to cancel, and the orchestrator would refuse. The saga that this starts is the one of the
     * order: if it runs after all, the message is ignored; if the first start turns up later, that one is. It cannot charge
     * anybody, even if the cancellation does not reach it.
     */
    private static OrderPlaced startWithoutPayment(Order order) {
        return new OrderPlaced(order.id(), order.customerId(), order.lines(), order.total(), PAYMENT_NOT_KEPT);
    }
}
