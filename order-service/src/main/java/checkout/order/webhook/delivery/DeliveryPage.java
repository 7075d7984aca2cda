package checkout.order.webhook.delivery;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries that match a filter, newest first.
 *
 * @param searchedTo where the search ended before the page was full; null if there is nothing more to search
 */
record DeliveryPage(List<Delivery> deliveries, @Nullable UUID searchedTo) {}
