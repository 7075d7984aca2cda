package checkout.inventory.stock;

import java.util.Map;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Creates the stock of the demo shop; existing items keep their quantities. */
@Component
@ConditionalOnProperty("checkout.demo")
class DemoStock implements ApplicationRunner {
    private static final int PLENTY = 100_000_000;
    private static final Map<String, Integer> DEMO_ITEMS = Map.ofEntries(
            Map.entry("TEA-001", PLENTY),
            Map.entry("TEA-002", PLENTY),
            Map.entry("TEA-003", PLENTY),
            Map.entry("TEA-004", PLENTY),
            Map.entry("CUP-001", PLENTY),
            Map.entry("CUP-002", 240),
            Map.entry("POT-001", 60),
            Map.entry("POT-002", 12),
            Map.entry("WHISK-001", 150),
            Map.entry("TIN-001", 500),
            Map.entry("BOOK-001", 35),
            Map.entry("LAST-ONE", 1));

    private final StockOperations operations;

    DemoStock(StockOperations operations) {
        this.operations = operations;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        DEMO_ITEMS.forEach(
                (sku, onHand) -> operations.createIfMissing(sku, onHand, "demo", "the stock of the demo shop"));
    }
}
