package checkout.order.cart.api;

import checkout.contracts.OrderLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that changes some lines of a cart, not yet validated: a JSON merge patch (RFC 7396) of the
 * quantities by SKU, in which null removes a line.
 */
record CartPatch(@Nullable Map<String, @Nullable Integer> lines) {
    /** The lines after the patch: those that stay keep their places, new ones follow. */
    static List<OrderLine> merge(List<OrderLine> lines, Map<String, @Nullable Integer> changes) {
        Map<String, Integer> merged = new LinkedHashMap<>();
        lines.forEach(line -> merged.put(line.sku(), line.quantity()));
        changes.forEach((sku, quantity) -> {
            if (quantity == null) {
                merged.remove(sku);
            } else {
                merged.put(sku, quantity);
            }
        });
        return merged.entrySet().stream()
                .map(line -> new OrderLine(line.getKey(), line.getValue()))
                .toList();
    }
}
