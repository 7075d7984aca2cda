package checkout.order.orders;

import checkout.contracts.Money;
import checkout.contracts.OrderLine;
import checkout.order.catalogue.CachedPriceList;
import checkout.order.catalogue.PriceList;
import checkout.order.catalogue.Product;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Prices parts of an order at the unit prices for which it was bought. */
@Component
public class UnitPrices {
    private final Orders orders;
    private final CachedPriceList catalogue;

    UnitPrices(Orders orders, CachedPriceList catalogue) {
        this.orders = orders;
        this.catalogue = catalogue;
    }

    /** The price of these lines, which are part of the order. Empty if the order is so old that it is not known. */
    public Optional<Money> price(Order order, List<OrderLine> lines) {
        Map<String, Long> prices = orders.findUnitPrices(order.id())
                .map(recorded -> bySku(order, recorded))
                .orElseGet(() -> derivedFor(order));
        return sum(order.lines(), prices) == order.total().minorUnits()
                ? Optional.of(new Money(sum(lines, prices), order.total().currency()))
                : Optional.empty();
    }

    private static Map<String, Long> bySku(Order order, List<Long> unitPrices) {
        Map<String, Long> bySku = new HashMap<>();
        for (int i = 0; i < unitPrices.size(); i++) {
            bySku.put(order.lines().get(i).sku(), unitPrices.get(i));
        }
        return bySku;
    }

    /** For orders older than the record of unit prices: the current ones, which apply only if they give the total. */
    private Map<String, Long> derivedFor(Order order) {
        PriceList prices = catalogue.current();
        if (order.lines().size() == 1) {
            OrderLine line = order.lines().getFirst();
            return Map.of(line.sku(), order.total().minorUnits() / line.quantity());
        }
        Map<String, Long> current = new HashMap<>();
        for (OrderLine line : order.lines()) {
            current.put(
                    line.sku(),
                    prices.find(line.sku())
                            .or(() -> prices.findWithdrawn(line.sku()))
                            .filter(product ->
                                    product.currency().equals(order.total().currency()))
                            .map(Product::priceMinor)
                            .orElse(0L));
        }
        return current;
    }

    private static long sum(List<OrderLine> lines, Map<String, Long> prices) {
        return lines.stream()
                .mapToLong(line -> Math.multiplyExact(prices.getOrDefault(line.sku(), 0L), (long) line.quantity()))
                .reduce(0, Math::addExact);
    }
}
