package checkout.order.orders;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Orders that match a filter, newest first.
 *
 * @param searchedTo where the search ended before the page was full; null if there is nothing more to search
 */
public record OrderPage(List<Order> orders, @Nullable UUID searchedTo) {}
