package checkout.order.progress;

import checkout.order.orders.Order;
import checkout.order.returns.OrderReturn;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Reads from the database how far checkouts have come. */
interface CheckoutReader {
    /**
     * A checkout as it is in the database.
     *
     * @param returns the latest of them
     */
    record ReadCheckout(Order order, List<OrderReturn> returns) {}

    List<ReadCheckout> read(Collection<UUID> checkouts);
}
