package checkout.inventory.movement;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of the quantities of one sku that a checkout causes.
 *
 * @param onHand by how much the quantity on hand changes
 * @param reserved by how much the reserved quantity changes
 * @param after the quantities after the change
 * @param returnId of a return that brings items back
 */
public record StockMovement(
        String sku,
        MovementKind kind,
        int onHand,
        int reserved,
        StockLevel after,
        UUID checkoutId,
        @Nullable UUID returnId) {}
