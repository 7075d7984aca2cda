package checkout.order.availability;

import java.util.Collection;
import java.util.Map;

/** Tells what is available, for display only: whether a checkout gets its items is decided by the reservation. */
@FunctionalInterface
public interface StockAvailability {
    /** For a shop without an inventory-service. */
    StockAvailability UNKNOWN = skus -> new Availability(Map.of(), "availability; detail=not-configured");

    /** What is available of these skus, as far as it is known. */
    Availability of(Collection<String> skus);
}
