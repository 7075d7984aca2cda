package checkout.order.returns;

import checkout.contracts.OrderLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many items of an order were bought, and how many of them are returned or being returned. */
final class ReturnableQuantities {
    private final Map<String, Integer> bought = new HashMap<>();
    private final Map<String, Integer> returned = new HashMap<>();

    ReturnableQuantities(List<OrderLine> bought, List<OrderReturn> returns) {
        add(bought, this.bought);
        returns.stream().filter(OrderReturn::countsAsReturned).forEach(earlier -> add(earlier.lines(), returned));
    }

    /** A line that asks for more than is left. */
    record Excess(String sku, int bought, int returned, int requested) {
        @Override
        public String toString() {
            return "%s: bought %d, already returned %d, asked for %d".formatted(sku, bought, returned, requested);
        }
    }

    List<Excess> excesses(List<OrderLine> requested) {
        return requested.stream()
                .map(line -> new Excess(
                        line.sku(),
                        bought.getOrDefault(line.sku(), 0),
                        returned.getOrDefault(line.sku(), 0),
                        line.quantity()))
                .filter(line -> line.requested() > line.bought() - line.returned())
                .toList();
    }

    /** Whether these lines, which may be returned, are all that is not returned yet. */
    boolean isAllThatIsLeft(List<OrderLine> requested) {
        Map<String, Integer> left = new HashMap<>(bought);
        returned.forEach((sku, quantity) -> left.merge(sku, -quantity, Integer::sum));
        requested.forEach(line -> left.merge(line.sku(), -line.quantity(), Integer::sum));
        return left.values().stream().allMatch(quantity -> quantity == 0);
    }

    private static void add(List<OrderLine> lines, Map<String, Integer> quantities) {
        lines.forEach(line -> quantities.merge(line.sku(), line.quantity(), Integer::sum));
    }
}
