package checkout.inventory.stock;

import checkout.contracts.Reply.OutOfStock.Shortage;
import checkout.contracts.StockChanged;
import checkout.inventory.movement.MovementKind;
import checkout.inventory.movement.StockLevel;
import checkout.inventory.movement.StockMovement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The locked stock of a batch: changes quantities in memory and collects the changes with the movement that each of them is. */
public final class LockedStock {
    private final Map<String, StockLevel> quantities;
    private final Map<String, StockChange> changes = new TreeMap<>();
    private final List<StockMovement> movements = new ArrayList<>();

    /**
     * The stock as it was when it was locked.
     *
     * @param quantities by sku; a missing sku does not exist
     */
    public LockedStock(Map<String, StockLevel> quantities) {
        this.quantities = quantities;
    }

    /** Reserves all quantities, or none of them and returns the shortages. */
    public List<Shortage> reserve(UUID checkoutId, Map<String, Integer> quantityBySku) {
        List<Shortage> shortages = new ArrayList<>(0);
        quantityBySku.forEach((sku, quantity) -> {
            int left = quantities.getOrDefault(sku, StockLevel.NONE).available();
            if (left < quantity) {
                shortages.add(new Shortage(sku, quantity, left));
            }
        });
        if (shortages.isEmpty()) {
            quantityBySku.forEach((sku, quantity) -> change(sku, MovementKind.RESERVE, 0, quantity, checkoutId, null));
        }
        return shortages;
    }

    public void release(UUID checkoutId, Map<String, Integer> quantityBySku) {
        quantityBySku.forEach((sku, quantity) -> change(sku, MovementKind.RELEASE, 0, -quantity, checkoutId, null));
    }

    /** Releases what was reserved for too long. */
    public void expire(UUID checkoutId, Map<String, Integer> quantityBySku) {
        quantityBySku.forEach((sku, quantity) -> change(sku, MovementKind.EXPIRE, 0, -quantity, checkoutId, null));
    }

    /** Takes reserved items out of the stock. */
    public void commit(UUID checkoutId, Map<String, Integer> quantityBySku) {
        quantityBySku.forEach(
                (sku, quantity) -> change(sku, MovementKind.COMMIT, -quantity, -quantity, checkoutId, null));
    }

    /** Takes back items that are reserved and have not left the stock. */
    public void restockReserved(UUID checkoutId, UUID returnId, Map<String, Integer> quantityBySku) {
        quantityBySku.forEach((sku, quantity) -> change(sku, MovementKind.RESTOCK, 0, -quantity, checkoutId, returnId));
    }

    /** Takes back items that have left the stock. */
    public void restockSold(UUID checkoutId, UUID returnId, Map<String, Integer> quantityBySku) {
        quantityBySku.forEach((sku, quantity) -> change(sku, MovementKind.RESTOCK, quantity, 0, checkoutId, returnId));
    }

    private void change(
            String sku, MovementKind kind, int onHand, int reserved, UUID checkoutId, @Nullable UUID returnId) {
        if (onHand == 0 && reserved == 0) {
            return;
        }
        StockLevel before = quantities.get(sku);
        if (before == null) {
            throw new IllegalStateException(
                    "Checkout %s moves %s, which has no row in stock".formatted(checkoutId, sku));
        }
        StockLevel after = before.plus(onHand, reserved);
        quantities.put(sku, after);
        movements.add(new StockMovement(sku, kind, onHand, reserved, after, checkoutId, returnId));
        changes.merge(sku, new StockChange(onHand, reserved), StockChange::plus);
    }

    /** Those skus that have run out or are available again, ordered by sku. */
    public List<StockChanged> turns() {
        List<StockChanged> turns = new ArrayList<>(0);
        changes.forEach((sku, change) -> {
            int now = quantities.getOrDefault(sku, StockLevel.NONE).available();
            long before = (long) now - change.onHand() + change.reserved();
            if (before > 0 != now > 0) {
                turns.add(new StockChanged(sku, now));
            }
        });
        return turns;
    }

    /** By how much the quantities of each sku change, ordered by sku. */
    Map<String, StockChange> changes() {
        return changes;
    }

    /** The changes one by one, in their order. */
    public List<StockMovement> movements() {
        return movements;
    }

    /** By how much the quantities of a sku change. */
    record StockChange(int onHand, int reserved) {
        private StockChange plus(StockChange more) {
            return new StockChange(Math.addExact(onHand, more.onHand), Math.addExact(reserved, more.reserved));
        }
    }
}
