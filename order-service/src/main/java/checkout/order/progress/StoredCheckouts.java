package checkout.order.progress;

import checkout.order.orders.Order;
import checkout.order.orders.OrderStatus;
import checkout.order.orders.Orders;
import checkout.order.returns.OrderReturn;
import checkout.order.returns.Returns;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reads checkouts with their pending returns and those that ended last. */
@Component
class StoredCheckouts implements CheckoutReader {
    private static final int MAX_ENDED_RETURNS = 200;

    private final Orders orders;
    private final Returns returns;

    StoredCheckouts(Orders orders, Returns returns) {
        this.orders = orders;
        this.returns = returns;
    }

    /** Reads the returns after the orders, so that none is missing from an order that is read as confirmed. */
    @Override
    public List<ReadCheckout> read(Collection<UUID> checkouts) {
        List<Order> found = orders.findAll(checkouts);
        Map<UUID, List<OrderReturn>> byOrder = returns.findPendingAndLatestEnded(
                found.stream()
                        .filter(order -> order.status() == OrderStatus.CONFIRMED)
                        .map(Order::id)
                        .toList(),
                MAX_ENDED_RETURNS);
        return found.stream()
                .map(order -> new ReadCheckout(order, byOrder.getOrDefault(order.id(), List.of())))
                .toList();
    }
}
