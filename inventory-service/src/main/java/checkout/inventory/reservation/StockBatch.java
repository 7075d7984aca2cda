package checkout.inventory.reservation;

import checkout.contracts.InventoryCommand;
import checkout.contracts.InventoryCommand.CommitStock;
import checkout.contracts.InventoryCommand.ReleaseStock;
import checkout.contracts.InventoryCommand.ReserveStock;
import checkout.contracts.InventoryCommand.Restock;
import checkout.contracts.OrderLine;
import checkout.contracts.Reply;
import checkout.contracts.Reply.AlreadyUndone;
import checkout.contracts.Reply.OutOfStock;
import checkout.contracts.Reply.OutOfStock.Shortage;
import checkout.contracts.Reply.Restocked;
import checkout.contracts.Reply.StockCommitted;
import checkout.contracts.Reply.StockReleased;
import checkout.contracts.Reply.StockReserved;
import checkout.inventory.reservation.Reservation.Committed;
import checkout.inventory.reservation.Reservation.Held;
import checkout.inventory.reservation.Reservation.Refused;
import checkout.inventory.reservation.Reservation.Released;
import checkout.inventory.reservation.Restocks.ReturnedSku;
import checkout.inventory.stock.LockedStock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Applies the commands of a batch to locked reservations and stock, and collects what changes. */
final class StockBatch {
    private final Map<UUID, Reservation> reservations;
    private final Map<UUID, RestockRecord> restocks;
    private final Map<UUID, SkuQuantities> returned;
    private final LockedStock stock;
    private final List<Reservation> newReservations = new ArrayList<>();
    private final List<Reservation> changedReservations = new ArrayList<>(0);
    private final List<RestockRecord> newRestocks = new ArrayList<>(0);
    private final List<ReturnedSku> newlyReturned = new ArrayList<>(0);

    /**
     * @param reservations by checkout id
     * @param restocks by return id
     * @param returned so far, by checkout id
     */
    StockBatch(
            Map<UUID, Reservation> reservations,
            Map<UUID, RestockRecord> restocks,
            Map<UUID, SkuQuantities> returned,
            LockedStock stock) {
        this.reservations = reservations;
        this.restocks = restocks;
        this.returned = returned;
        this.stock = stock;
    }

    Reply apply(InventoryCommand command) {
        Reservation before = reservations.get(command.checkoutId());
        return switch (command) {
            case ReserveStock reserve -> reserve(reserve, before);
            case ReleaseStock release -> release(release.checkoutId(), before);
            case CommitStock commit -> commit(commit.checkoutId(), before);
            case Restock restock -> restock(restock, before);
        };
    }

    private Reply reserve(ReserveStock command, @Nullable Reservation before) {
        Reservation after = before == null ? open(command) : before;
        UUID id = command.checkoutId();
        return switch (after) {
            case Held held -> new StockReserved(id);
            case Committed committed -> new StockReserved(id);
            case Refused refused -> new OutOfStock(id, refused.shortages());
            case Released released -> new AlreadyUndone(id);
        };
    }

    private Reservation open(ReserveStock command) {
        List<Shortage> shortages =
                stock.reserve(SkuQuantities.of(command.lines()).bySku());
        Reservation opened = shortages.isEmpty()
                ? new Held(command.checkoutId(), command.lines())
                : new Refused(command.checkoutId(), shortages);
        newReservations.add(opened);
        return opened;
    }

    /** Releases what was not returned. Without a reservation, the stored release refuses a late ReserveStock. */
    private Reply release(UUID checkoutId, @Nullable Reservation before) {
        switch (before) {
            case null -> newReservations.add(new Released(checkoutId));
            case Held held -> {
                stock.release(notReturned(held).bySku());
                changedReservations.add(new Released(checkoutId));
            }
            case Refused refused -> changedReservations.add(new Released(checkoutId));
            case Released released -> {}
            case Committed committed ->
                throw new IllegalStateException(
                        "The stock of checkout %s is sold and cannot be released".formatted(checkoutId));
        }
        return new StockReleased(checkoutId);
    }

    /** Takes what was not returned out of the stock. */
    private Reply commit(UUID checkoutId, @Nullable Reservation before) {
        switch (before) {
            case Held held -> {
                stock.commit(notReturned(held).bySku());
                changedReservations.add(new Committed(checkoutId, held.lines()));
            }
            case Committed committed -> {}
            case null -> throw nothingToCommit(checkoutId, "was never asked for stock");
            case Refused refused -> throw nothingToCommit(checkoutId, "was refused its stock");
            case Released released -> throw nothingToCommit(checkoutId, "has released its stock");
        }
        return new StockCommitted(checkoutId);
    }

    private static IllegalStateException nothingToCommit(UUID checkoutId, String why) {
        return new IllegalStateException("Checkout %s %s, so there is nothing to commit".formatted(checkoutId, why));
    }

    private SkuQuantities notReturned(Held held) {
        return SkuQuantities.of(held.lines()).minus(returnedOf(held.checkoutId()));
    }

    /** Takes returned items back. Only what was bought can come back: anything else is a bug of the sender. */
    private Reply restock(Restock command, @Nullable Reservation before) {
        RestockRecord earlier = restocks.get(command.returnId());
        if (earlier != null) {
            checkSame(command, earlier);
        } else {
            switch (before) {
                case Held held -> stock.release(takeBack(command, held.lines()));
                case Committed committed -> stock.receive(takeBack(command, committed.lines()));
                case null -> throw nothingToReturn(command);
                case Refused refused -> throw nothingToReturn(command);
                case Released released -> throw nothingToReturn(command);
            }
        }
        return new Restocked(command.checkoutId(), command.returnId());
    }

    private static IllegalStateException nothingToReturn(Restock command) {
        return new IllegalStateException("Return %s brings back items of checkout %s, which has bought nothing"
                .formatted(command.returnId(), command.checkoutId()));
    }

    /** Records the return and returns its quantities by sku. */
    private Map<String, Integer> takeBack(Restock command, List<OrderLine> bought) {
        SkuQuantities reserved = SkuQuantities.of(bought);
        SkuQuantities left = reserved.minus(returnedOf(command.checkoutId()));
        SkuQuantities wanted = SkuQuantities.of(command.lines());
        boolean valid = !command.lines().isEmpty()
                && wanted.bySku().entrySet().stream().allMatch(entry -> entry.getValue() <= left.of(entry.getKey()));
        if (!valid) {
            throw new IllegalStateException("Return %s brings back %s of checkout %s, of which %s are left"
                    .formatted(command.returnId(), wanted.bySku(), command.checkoutId(), left.bySku()));
        }
        newRestocks.add(new RestockRecord(command.returnId(), command.checkoutId(), command.lines()));
        wanted.bySku()
                .forEach((sku, quantity) ->
                        newlyReturned.add(new ReturnedSku(command.checkoutId(), sku, reserved.of(sku), quantity)));
        return wanted.bySku();
    }

    private static void checkSame(Restock command, RestockRecord earlier) {
        if (!earlier.equals(new RestockRecord(command.returnId(), command.checkoutId(), command.lines()))) {
            throw new IllegalArgumentException(
                    "Return %s brings back %s of checkout %s, but it brought back %s of %s before"
                            .formatted(
                                    command.returnId(),
                                    command.lines(),
                                    command.checkoutId(),
                                    earlier.lines(),
                                    earlier.checkoutId()));
        }
    }

    private SkuQuantities returnedOf(UUID checkoutId) {
        return returned.getOrDefault(checkoutId, SkuQuantities.NONE);
    }

    LockedStock stock() {
        return stock;
    }

    List<Reservation> newReservations() {
        return newReservations;
    }

    List<Reservation> changedReservations() {
        return changedReservations;
    }

    List<RestockRecord> newRestocks() {
        return newRestocks;
    }

    List<ReturnedSku> newlyReturned() {
        return newlyReturned;
    }
}
