package checkout.inventory.reservation;

import checkout.contracts.OrderLine;
import checkout.contracts.Reply.OutOfStock.Shortage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The locked stock of a batch: takes and gives in memory, and knows at the end what changed. */
final class LockedStock {
    private final Map<String, Integer> available;
    private final Map<String, Integer> reservedMore = new TreeMap<>();

    /** @param available by sku; a sku that is missing is one we do not have */
    LockedStock(Map<String, Integer> available) {
        this.available = available;
    }

    /** Sets all lines aside, or none of them and says what was short. */
    List<Shortage> take(List<OrderLine> lines) {
        List<Shortage> shortages = new ArrayList<>(0);
        for (OrderLine line : lines) {
            int left = available.getOrDefault(line.sku(), 0);
            if (left < line.quantity()) {
                shortages.add(new Shortage(line.sku(), line.quantity(), left));
            }
        }
        if (shortages.isEmpty()) {
            lines.forEach(line -> move(line.sku(), line.quantity()));
        }
        return shortages;
    }

    void giveBack(List<OrderLine> lines) {
        lines.forEach(line -> move(line.sku(), -line.quantity()));
    }

    private void move(String sku, int quantity) {
        available.merge(sku, -quantity, Integer::sum);
        reservedMore.merge(sku, quantity, Integer::sum);
    }

    /** How much more (or less) is reserved of each sku than before the batch, in the order of the skus. */
    Map<String, Integer> reservedMore() {
        return reservedMore;
    }
}
