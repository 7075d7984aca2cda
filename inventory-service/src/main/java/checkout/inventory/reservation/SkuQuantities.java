package checkout.inventory.reservation;

import checkout.contracts.OrderLine;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Quantities by SKU; a SKU that is missing has quantity 0. */
record SkuQuantities(Map<String, Integer> bySku) {
    static final SkuQuantities NONE = new SkuQuantities(Map.of());

    /** The sums of the lines by sku. A quantity below one is a bug of the sender. */
    static SkuQuantities of(List<OrderLine> lines) {
        Map<String, Integer> sums = new TreeMap<>();
        for (OrderLine line : lines) {
            if (line.quantity() < 1) {
                throw new IllegalArgumentException(
                        "The quantity of %s is %d; it must be at least 1".formatted(line.sku(), line.quantity()));
            }
            sums.merge(line.sku(), line.quantity(), Math::addExact);
        }
        return new SkuQuantities(sums);
    }

    int of(String sku) {
        return bySku.getOrDefault(sku, 0);
    }

    SkuQuantities plus(SkuQuantities more) {
        Map<String, Integer> sums = new TreeMap<>(bySku);
        more.bySku.forEach((sku, quantity) -> sums.merge(sku, quantity, Math::addExact));
        return new SkuQuantities(sums);
    }

    SkuQuantities minus(SkuQuantities less) {
        Map<String, Integer> rest = new TreeMap<>(bySku);
        less.bySku.forEach((sku, quantity) -> rest.merge(sku, -quantity, Math::addExact));
        return new SkuQuantities(rest);
    }
}
