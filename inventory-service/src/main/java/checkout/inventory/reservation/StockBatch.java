package checkout.inventory.reservation;

import checkout.contracts.InventoryCommand;
import checkout.contracts.InventoryCommand.CommitStock;
import checkout.contracts.InventoryCommand.ReleaseStock;
import checkout.contracts.InventoryCommand.ReserveStock;
import checkout.contracts.InventoryCommand.Restock;
import checkout.contracts.OrderLine;
import checkout.contracts.Reply;
import checkout.contracts.Reply.AlreadyUndone;
import checkout.contracts.Reply.CommitRefused;
import checkout.contracts.Reply.OutOfStock;
import checkout.contracts.Reply.OutOfStock.Shortage;
import checkout.contracts.Reply.Restocked;
import checkout.contracts.Reply.StockCommitted;
import checkout.contracts.Reply.StockReleased;
import checkout.contracts.Reply.StockReserved;
import checkout.inventory.reservation.Reservation.Committed;
import checkout.inventory.reservation.Reservation.Expired;
import checkout.inventory.reservation.Reservation.Held;
import checkout.inventory.reservation.Reservation.Refused;
import checkout.inventory.reservation.Reservation.Released;
import checkout.inventory.reservation.Restocks.ReturnedSku;
import checkout.inventory.stock.LockedStock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Applies the commands of a batch to locked reservations and stock, and collects what changes. */
final class StockBatch {
    private static final Duration SHORTEST_HOLD = Duration.ofSeconds(1);
    private static final Duration LONGEST_HOLD = Duration.ofDays(366);

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
            case Expired expired -> reserveAgain(command, expired);
        };
    }

    private Reservation open(ReserveStock command) {
        List<Shortage> shortages = stock.reserve(
                command.checkoutId(), SkuQuantities.of(command.lines()).bySku());
        Reservation opened = shortages.isEmpty()
                ? new Held(command.checkoutId(), command.lines(), checkedHoldFor(command))
                : new Refused(command.checkoutId(), shortages);
        newReservations.add(opened);
        return opened;
    }

    /**
     * The saga asks again because it has not seen the first answer, so it may have the items if they are still there. If not,
     * the reservation stays expired: a later CommitStock is then refused with the reason.
     */
    private Reply reserveAgain(ReserveStock command, Expired expired) {
        UUID id = command.checkoutId();
        SkuQuantities wanted = SkuQuantities.of(expired.lines());
        if (!wanted.equals(SkuQuantities.of(command.lines()))) {
            throw new IllegalArgumentException("Checkout %s asks for %s, but it asked for %s before"
                    .formatted(id, command.lines(), expired.lines()));
        }
        if (expired.someReturned()) {
            throw new IllegalStateException(
                    "Checkout %s asks for stock of which it has returned some before".formatted(id));
        }
        List<Shortage> shortages = stock.reserve(id, wanted.bySku());
        if (!shortages.isEmpty()) {
            return new OutOfStock(id, shortages);
        }
        changedReservations.add(new Held(id, expired.lines(), checkedHoldFor(command)));
        return new StockReserved(id);
    }

    private static @Nullable Duration checkedHoldFor(ReserveStock command) {
        Duration holdFor = command.holdFor();
        if (holdFor != null && (holdFor.compareTo(SHORTEST_HOLD) < 0 || holdFor.compareTo(LONGEST_HOLD) > 0)) {
            throw new IllegalArgumentException("Checkout %s wants its stock to be held for %s; it must be from %s to %s"
                    .formatted(command.checkoutId(), holdFor, SHORTEST_HOLD, LONGEST_HOLD));
        }
        return holdFor;
    }

    /** Releases what was not returned. Without a reservation, the stored release refuses a late ReserveStock. */
    private Reply release(UUID checkoutId, @Nullable Reservation before) {
        switch (before) {
            case null -> newReservations.add(new Released(checkoutId));
            case Held held -> {
                stock.release(checkoutId, notReturned(held).bySku());
                changedReservations.add(new Released(checkoutId));
            }
            case Refused refused -> changedReservations.add(new Released(checkoutId));
            case Released released -> {}
            // its stock is released already
            case Expired expired -> changedReservations.add(new Released(checkoutId));
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
                stock.commit(checkoutId, notReturned(held).bySku());
                changedReservations.add(new Committed(checkoutId, held.lines()));
            }
            case Committed committed -> {}
            case Expired expired -> {
                return commitLate(expired);
            }
            case null -> throw nothingToCommit(checkoutId, "was never asked for stock");
            case Refused refused -> throw nothingToCommit(checkoutId, "was refused its stock");
            case Released released -> throw nothingToCommit(checkoutId, "has released its stock");
        }
        return new StockCommitted(checkoutId);
    }

    /** The order is confirmed, so the items are sold if they are still there, however late it is. */
    private Reply commitLate(Expired expired) {
        UUID id = expired.checkoutId();
        Map<String, Integer> wanted = notReturned(expired).bySku();
        List<Shortage> shortages = stock.reserve(id, wanted);
        if (!shortages.isEmpty()) {
            return new CommitRefused(id, tooLate(shortages));
        }
        stock.commit(id, wanted);
        changedReservations.add(new Committed(id, expired.lines()));
        return new StockCommitted(id);
    }

    private static String tooLate(List<Shortage> shortages) {
        return shortages.stream()
                .map(shortage ->
                        "%d of %s (%d available)".formatted(shortage.wanted(), shortage.sku(), shortage.available()))
                .collect(Collectors.joining(
                        ", ",
                        "the reservation has expired and others have bought its items. Needed: ",
                        ". Receive these items, then retry the saga; or refund the payment and resolve the saga."));
    }

    private static IllegalStateException nothingToCommit(UUID checkoutId, String why) {
        return new IllegalStateException("Checkout %s %s, so there is nothing to commit".formatted(checkoutId, why));
    }

    private SkuQuantities notReturned(Reservation reservation) {
        return SkuQuantities.of(reservation.lines()).minus(returnedOf(reservation.checkoutId()));
    }

    /** Releases what was held for too long and not returned. */
    void expire(Held held) {
        stock.expire(held.checkoutId(), notReturned(held).bySku());
        // whether some were returned is read with the reservation
        changedReservations.add(new Expired(held.checkoutId(), held.lines(), false));
    }

    /** Takes returned items back. Only what was bought can come back: anything else is a bug of the sender. */
    private Reply restock(Restock command, @Nullable Reservation before) {
        RestockRecord earlier = restocks.get(command.returnId());
        if (earlier != null) {
            checkSame(command, earlier);
        } else {
            switch (before) {
                case Held held ->
                    stock.restockReserved(command.checkoutId(), command.returnId(), takeBack(command, held.lines()));
                case Committed committed ->
                    stock.restockSold(command.checkoutId(), command.returnId(), takeBack(command, committed.lines()));
                // its items are available already, and CommitStock will take only what was not returned
                case Expired expired -> takeBack(command, expired.lines());
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
