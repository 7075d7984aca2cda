package checkout.contracts;

import java.util.List;
import java.util.UUID;

/** What the orchestrator asks of inventory-service. */
public sealed interface InventoryCommand extends Command {

    record ReserveStock(UUID checkoutId, List<OrderLine> lines) implements InventoryCommand {}

    record ReleaseStock(UUID checkoutId) implements InventoryCommand {}

    /** Takes returned items back into stock. */
    record Restock(UUID checkoutId, UUID returnId, List<OrderLine> lines) implements InventoryCommand {}
}
