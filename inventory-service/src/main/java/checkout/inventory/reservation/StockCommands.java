package checkout.inventory.reservation;

import checkout.contracts.InventoryCommand;
import checkout.contracts.InventoryCommand.CommitStock;
import checkout.contracts.InventoryCommand.ReleaseStock;
import checkout.contracts.InventoryCommand.ReserveStock;
import checkout.contracts.InventoryCommand.Restock;
import checkout.contracts.OrderLine;
import checkout.messaging.ReceivedMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The commands of a poll, and the rows that deciding on them needs. */
final class StockCommands {
    private final List<UUID> checkouts = new ArrayList<>();
    private final Set<String> namedSkus = new TreeSet<>();
    private final List<UUID> returns = new ArrayList<>(0);
    private final List<UUID> returningCheckouts = new ArrayList<>(0);
    private final Set<UUID> checkoutsWithReservedSkus = new HashSet<>(0);

    StockCommands(List<ReceivedMessage> messages) {
        messages.forEach(message -> add(of(message)));
    }

    static InventoryCommand of(ReceivedMessage message) {
        InventoryCommand command = message.body(InventoryCommand.class);
        // the key alone keeps the commands of a checkout in order
        if (!command.checkoutId().toString().equals(message.key())) {
            throw new IllegalArgumentException(
                    "The key %s is not the checkout id %s".formatted(message.key(), command.checkoutId()));
        }
        return command;
    }

    private void add(InventoryCommand command) {
        checkouts.add(command.checkoutId());
        switch (command) {
            case ReserveStock reserve -> addSkus(reserve.lines(), namedSkus);
            case ReleaseStock release -> addReservedSkusOf(release.checkoutId());
            case CommitStock commit -> addReservedSkusOf(commit.checkoutId());
            case Restock restock -> {
                addSkus(restock.lines(), namedSkus);
                returns.add(restock.returnId());
                returningCheckouts.add(restock.checkoutId());
            }
        }
    }

    private void addReservedSkusOf(UUID checkoutId) {
        checkoutsWithReservedSkus.add(checkoutId);
        returningCheckouts.add(checkoutId);
    }

    List<UUID> checkouts() {
        return checkouts;
    }

    /**
     * Whether the commands name all skus that they need; those of a release or a commit are known from the
     * reservation alone.
     */
    boolean nameAllSkus() {
        return checkoutsWithReservedSkus.isEmpty();
    }

    /** The skus that the commands name. */
    Set<String> namedSkus() {
        return namedSkus;
    }

    /** The skus that the commands name, and those of the reservations that they release or commit. */
    Set<String> skusWith(Map<UUID, Reservation> reservations) {
        Set<String> skus = new TreeSet<>(namedSkus);
        reservations.forEach((checkout, reservation) -> {
            if (checkoutsWithReservedSkus.contains(checkout)) {
                addSkus(reservation.lines(), skus);
            }
        });
        return skus;
    }

    List<UUID> returns() {
        return returns;
    }

    /** The checkouts whose earlier returns matter: those that release, commit or restock. */
    List<UUID> returningCheckouts() {
        return returningCheckouts;
    }

    private static void addSkus(List<OrderLine> lines, Set<String> skus) {
        lines.forEach(line -> skus.add(line.sku()));
    }
}
