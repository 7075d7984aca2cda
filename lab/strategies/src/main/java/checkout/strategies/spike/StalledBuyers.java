package checkout.strategies.spike;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Stops the first buyers of each item between their check and their write until others have bought all of it, so that a race
 * does not depend on luck.
 */
final class StalledBuyers {
    private static final Duration MAX_STANDSTILL = Duration.ofSeconds(30);

    private final Map<String, Item> items = new HashMap<>();
    private final int quantity;
    private final Consumer<String> whenStalled;

    /** What has happened to an item. */
    private static final class Item {
        private int stallsLeft;
        private int sold;
        private long soldAt = System.nanoTime();

        private Item(int stallsLeft) {
            this.stallsLeft = stallsLeft;
        }
    }

    /** @param whenStalled is told the sku before its buyer waits */
    StalledBuyers(SpikeSettings settings, Consumer<String> whenStalled) {
        settings.demand().forEach((sku, demand) -> items.put(sku, new Item(settings.stalled(demand))));
        this.quantity = settings.quantity();
        this.whenStalled = whenStalled;
    }

    void checked(Iterable<String> skus) throws InterruptedException {
        for (String sku : skus) {
            if (isToStall(sku)) {
                whenStalled.accept(sku);
                awaitSoldOut(sku);
            }
        }
    }

    private synchronized boolean isToStall(String sku) {
        Item item = items.get(sku);
        return item != null && item.stallsLeft > 0 && item.stallsLeft-- > 0;
    }

    private synchronized void awaitSoldOut(String sku) throws InterruptedException {
        Item item = Objects.requireNonNull(items.get(sku));
        item.soldAt = System.nanoTime();
        while (item.sold < quantity) {
            long left = MAX_STANDSTILL.toNanos() - (System.nanoTime() - item.soldAt);
            if (left <= 0) {
                throw new IllegalStateException(
                        "Nobody bought a stalled buyer's item for %d s".formatted(MAX_STANDSTILL.toSeconds()));
            }
            wait(Math.max(1, left / 1_000_000));
        }
    }

    synchronized void reserved(Map<String, Integer> quantities) {
        quantities.forEach((sku, count) -> {
            Item item = items.get(sku);
            if (item != null) {
                item.sold += count;
                item.soldAt = System.nanoTime();
            }
        });
        notifyAll();
    }
}
