package checkout.inventory.reservation;

import checkout.contracts.OrderLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Quantities by sku; a sku that is missing has quantity 0. */
record SkuQuantities(Map<String, Integer> bySku) {
    static final SkuQuantities NONE = new SkuQuantities(Map.of());

    /** The sums of the lines by sku. */
    static SkuQuantities of(List<OrderLine> lines) {
        Map<String, Integer> sums = new TreeMap<>();
        lines.forEach(line -> sums.merge(line.sku(), line.quantity(), Math::addExact));
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

    List<OrderLine> lines() {
        List<OrderLine> lines = new ArrayList<>(bySku.size());
        bySku.forEach((sku, quantity) -> lines.add(new OrderLine(sku, quantity)));
        return lines;
    }
}
