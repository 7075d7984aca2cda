package checkout.inventory.stock;

import checkout.contracts.Reply.OutOfStock.Shortage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The locked stock of a batch: reserves, releases, commits and receives in memory and collects the changes. */
public final class LockedStock {
    private final Map<String, Integer> available;
    private final Map<String, StockChange> changes = new TreeMap<>();

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
            quantityBySku.forEach((sku, quantity) -> change(sku, new StockChange(0, quantity)));
        }
        return shortages;
    }

    public void release(Map<String, Integer> quantityBySku) {
        quantityBySku.forEach((sku, quantity) -> change(sku, new StockChange(0, -quantity)));
    }

    /** Takes reserved items out of the stock. */
    public void commit(Map<String, Integer> quantityBySku) {
        quantityBySku.forEach((sku, quantity) -> change(sku, new StockChange(-quantity, -quantity)));
    }

    public void receive(Map<String, Integer> quantityBySku) {
        quantityBySku.forEach((sku, quantity) -> change(sku, new StockChange(quantity, 0)));
    }

    private void change(String sku, StockChange change) {
        available.merge(sku, change.onHand() - change.reserved(), Integer::sum);
        changes.merge(sku, change, StockChange::plus);
    }

    /** By how much the quantities of each sku change, ordered by sku. */
    Map<String, StockChange> changes() {
        return changes;
    }

    /** By how much the quantities of a sku change. */
    record StockChange(int onHand, int reserved) {
        private StockChange plus(StockChange more) {
            return new StockChange(onHand + more.onHand, reserved + more.reserved);
        }
    }
}
