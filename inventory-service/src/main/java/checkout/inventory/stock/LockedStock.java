package checkout.inventory.stock;

import checkout.contracts.OrderLine;
import checkout.contracts.Reply.OutOfStock.Shortage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The locked stock of a batch: reserves and releases in memory and collects the changes. */
public final class LockedStock {
    private final Map<String, Integer> available;
    private final Map<String, Integer> reservedChanges = new TreeMap<>();

    /** @param available by sku; a missing sku does not exist */
    LockedStock(Map<String, Integer> available) {
        this.available = available;
    }

    /** Reserves all lines, or none of them and returns the shortages. */
    public List<Shortage> reserve(List<OrderLine> lines) {
        List<Shortage> shortages = new ArrayList<>(0);
        for (OrderLine line : lines) {
            int left = available.getOrDefault(line.sku(), 0);
            if (left < line.quantity()) {
                shortages.add(new Shortage(line.sku(), line.quantity(), left));
            }
        }
        if (shortages.isEmpty()) {
            lines.forEach(line -> change(line.sku(), line.quantity()));
        }
        return shortages;
    }

    public void release(List<OrderLine> lines) {
        lines.forEach(line -> change(line.sku(), -line.quantity()));
    }

    private void change(String sku, int quantity) {
        available.merge(sku, -quantity, Integer::sum);
        reservedChanges.merge(sku, quantity, Integer::sum);
    }

    /** By how much the reserved quantity of each sku changes, ordered by sku. */
    Map<String, Integer> reservedChanges() {
        return reservedChanges;
    }
}
