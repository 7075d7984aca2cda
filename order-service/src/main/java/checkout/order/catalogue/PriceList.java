package checkout.order.catalogue;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The products at one time. A request that needs several prices takes them all from the same list. */
public final class PriceList {
    private static final Comparator<ProductPosition> ORDER =
            Comparator.comparing(ProductPosition::name).thenComparing(ProductPosition::sku);

    private final Map<String, Product> offered = new HashMap<>();
    private final Map<String, Product> withdrawn = new HashMap<>();
    private final List<ProductPosition> positions;

    /** @param products without those that have no price in a currency with minor units */
    PriceList(Collection<ManagedProduct> products) {
        products.forEach(each -> (each.withdrawn() ? withdrawn : offered).put(each.sku(), each.product()));
        positions =
                offered.values().stream().map(ProductPosition::of).sorted(ORDER).toList();
    }

    /** A product that is sold. */
    public Optional<Product> find(String sku) {
        return Optional.ofNullable(offered.get(sku));
    }

    /** A product that was sold and is not any more. */
    public Optional<Product> findWithdrawn(String sku) {
        return Optional.ofNullable(withdrawn.get(sku));
    }

    /** What is sold, by name, after the given position. */
    List<Product> page(@Nullable ProductPosition after, int limit) {
        return positions.subList(after == null ? 0 : firstAfter(after), positions.size()).stream()
                .limit(limit)
                .map(position -> Objects.requireNonNull(offered.get(position.sku())))
                .toList();
    }

    /** A product that has left the list since the position was taken leaves no gap. */
    private int firstAfter(ProductPosition position) {
        int low = 0;
        int high = positions.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ORDER.compare(positions.get(middle), position) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
