package checkout.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the orchestrator asks of inventory-service. */
public sealed interface InventoryCommand extends Command {

    /**
     * Reserves all lines, or none of them.
     *
     * @param holdFor how long the reservation waits for {@link CommitStock}; then the stock may be sold to others. Null if it
     *     is never committed: then the reservation is itself the sale, and never expires.
     */
    record ReserveStock(
            UUID checkoutId,
            List<OrderLine> lines,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Duration holdFor)
            implements InventoryCommand {}

    record ReleaseStock(UUID checkoutId) implements InventoryCommand {}

    /** The reserved items are sold: they leave the stock. */
    record CommitStock(UUID checkoutId) implements InventoryCommand {}

    /** Takes returned items back into stock. */
    record Restock(UUID checkoutId, UUID returnId, List<OrderLine> lines) implements InventoryCommand {}
}
