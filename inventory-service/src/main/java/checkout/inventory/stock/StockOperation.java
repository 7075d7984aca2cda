package checkout.inventory.stock;

import checkout.inventory.movement.MovementKind;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks to be done with the quantity on hand.
 *
 * @param quantity the counted quantity, or by how much it changes
 * @param expectedVersion the version of the item that the person has seen; null if any will do
 * @param createsItem whether an item that does not exist is created
 * @param requestKey makes a repeated request one operation; null if it is not repeated, or may be
 */
record StockOperation(
        String sku,
        Kind kind,
        int quantity,
        @Nullable Long expectedVersion,
        boolean createsItem,
        String actor,
        @Nullable String requestKey,
        @Nullable String reason) {

    /** What a person can do. */
    enum Kind {
        RECEIVE(MovementKind.RECEIVE),
        COUNT(MovementKind.COUNT),
        ADJUST(MovementKind.ADJUST);

        private final MovementKind movement;

        Kind(MovementKind movement) {
            this.movement = movement;
        }

        MovementKind movement() {
            return movement;
        }
    }

    /** The quantity on hand after this operation; a long, because it may be more than can be stored. */
    long onHandAfter(int onHand) {
        return switch (kind) {
            case COUNT -> quantity;
            case RECEIVE, ADJUST -> (long) onHand + quantity;
        };
    }
}
