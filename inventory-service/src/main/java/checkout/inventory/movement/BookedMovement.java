package checkout.inventory.movement;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A movement as it was booked.
 *
 * @param onHandChange by how much the quantity on hand changed
 * @param reservedChange by how much the reserved quantity changed
 * @param onHand the quantity on hand after it
 * @param reserved the reserved quantity after it
 * @param actor who has made it, if it was a person
 */
public record BookedMovement(
        long id,
        String sku,
        MovementKind kind,
        int onHandChange,
        int reservedChange,
        int onHand,
        int reserved,
        @Nullable UUID checkoutId,
        @Nullable UUID returnId,
        @Nullable String actor,
        @Nullable String reason,
        Instant at) {}
