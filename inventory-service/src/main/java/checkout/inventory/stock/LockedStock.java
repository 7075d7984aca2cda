package checkout.inventory.stock;

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

    /** Reserves all quantities, or none of them and returns the shortages. */
    public List<Shortage> reserve(Map<String, Integer> quantityBySku) {
        List<Shortage> shortages = new ArrayList<>(0);
        quantityBySku.forEach((sku, quantity) -> {
            int left = available.getOrDefault(sku, 0);
            if (left < quantity) {
                shortages.add(new Shortage(sku, quantity, left));
            }
        });
        if (shortages.isEmpty()) {
            quantityBySku.forEach(this::change);
        }
        return shortages;
    }

    public void release(Map<String, Integer> quantityBySku) {
        quantityBySku.forEach((sku, quantity) -> change(sku, -quantity));
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
