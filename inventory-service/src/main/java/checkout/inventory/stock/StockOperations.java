package checkout.inventory.stock;

import checkout.contracts.StockChanged;
import checkout.inventory.movement.BookedMovement;
import checkout.inventory.movement.MovementKind;
import checkout.inventory.movement.StockLevel;
import checkout.inventory.movement.StockMovements;
import checkout.messaging.Effects;
import checkout.messaging.outbox.Outbox;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes quantities on hand for people. The item is locked, changed, its movement booked and announced in one transaction. */
@Component
class StockOperations {
    private final StockItems items;
    private final StockMovements movements;
    private final Outbox outbox;
    private final TransactionTemplate transaction;

    StockOperations(StockItems items, StockMovements movements, Outbox outbox, TransactionTemplate transaction) {
        this.items = items;
        this.movements = movements;
        this.outbox = outbox;
        this.transaction = transaction;
    }

    /** What has become of an operation. */
    sealed interface Result {}

    /** It is done. */
    record Done(StockItem item, BookedMovement movement, boolean created) implements Result {}

    /** It was done before, with the same key. */
    record DoneBefore(BookedMovement movement) implements Result {}

    /** The key was used for another operation. */
    record KeyReused() implements Result {}

    record UnknownItem() implements Result {}

    /** The item is not in the version that the person has seen. */
    record ItemChanged(StockItem item) implements Result {}

    /** Fewer items would be on hand than are reserved. */
    record TooFew(StockItem item, long onHand) implements Result {}

    /** More items would be on hand than can be stored. */
    record TooMany(StockItem item, long onHand) implements Result {}

    Result perform(StockOperation operation) {
        try {
            return inTransaction(operation);
        } catch (DuplicateKeyException sameKeyAtTheSameTime) {
            // the other one has committed, and is found now
            return inTransaction(operation);
        }
    }

    private Result inTransaction(StockOperation operation) {
        return Objects.requireNonNull(transaction.execute(status -> {
            boolean created = operation.createsItem() && items.insert(operation.sku(), operation.quantity());
            StockItem item = items.lock(operation.sku()).orElse(null);
            // only now that the item is locked, the same request cannot be in progress
            return earlier(operation)
                    .orElseGet(() -> item == null ? new UnknownItem() : apply(operation, item, created));
        }));
    }

    private Optional<Result> earlier(StockOperation operation) {
        return operation.requestKey() == null
                ? Optional.empty()
                : movements
                        .findByRequest(operation.actor(), operation.requestKey())
                        .map(movement -> isSame(operation, movement) ? new DoneBefore(movement) : new KeyReused());
    }

    private static boolean isSame(StockOperation operation, BookedMovement movement) {
        int quantity = operation.kind() == StockOperation.Kind.COUNT ? movement.onHand() : movement.onHandChange();
        return movement.sku().equals(operation.sku())
                && movement.kind() == operation.kind().movement()
                && quantity == operation.quantity()
                && Objects.equals(movement.reason(), operation.reason());
    }

    private Result apply(StockOperation operation, StockItem item, boolean created) {
        if (created) {
            return new Done(item, book(operation, item.onHand(), item.level()), true);
        }
        Long expected = operation.expectedVersion();
        if (expected != null && expected != item.version()) {
            return new ItemChanged(item);
        }
        long onHand = operation.onHandAfter(item.onHand());
        if (onHand < item.reserved()) {
            return new TooFew(item, onHand);
        }
        if (onHand > Integer.MAX_VALUE) {
            return new TooMany(item, onHand);
        }
        StockItem after = items.updateOnHand(item.sku(), (int) onHand);
        return new Done(after, book(operation, after.onHand() - item.onHand(), after.level()), false);
    }

    private BookedMovement book(StockOperation operation, int change, StockLevel after) {
        announce(operation.sku(), after);
        return movements.insert(
                operation.sku(),
                operation.kind().movement(),
                change,
                after,
                operation.actor(),
                operation.requestKey(),
                operation.reason());
    }

    /** Creates an item with this quantity; one that exists keeps its quantities. */
    void createIfMissing(String sku, int onHand, String actor, @Nullable String reason) {
        transaction.executeWithoutResult(status -> {
            if (items.insert(sku, onHand)) {
                StockLevel after = new StockLevel(onHand, 0);
                announce(sku, after);
                movements.insert(sku, MovementKind.COUNT, onHand, after, actor, null, reason);
            }
        });
    }

    /** In the transaction of the change, so that no change of a person goes unannounced. */
    private void announce(String sku, StockLevel after) {
        outbox.send(new Effects().announce(sku, new StockChanged(sku, after.available())));
    }
}
