package checkout.inventory.reservation;

import checkout.contracts.InventoryCommand;
import checkout.contracts.InventoryCommand.ReleaseStock;
import checkout.contracts.InventoryCommand.ReserveStock;
import checkout.contracts.InventoryCommand.Restock;
import checkout.contracts.OrderLine;
import checkout.messaging.ReceivedMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The commands of a poll, and the rows that deciding on them needs. */
final class StockCommands {
    private final List<UUID> checkouts = new ArrayList<>();
    private final Set<String> reservedSkus = new TreeSet<>();
    private final List<UUID> returns = new ArrayList<>(0);
    private final List<UUID> returningCheckouts = new ArrayList<>(0);

    StockCommands(List<ReceivedMessage> messages) {
        messages.forEach(message -> add(of(message)));
    }

    static InventoryCommand of(ReceivedMessage message) {
        return message.body(InventoryCommand.class);
    }

    private void add(InventoryCommand command) {
        checkouts.add(command.checkoutId());
        switch (command) {
            case ReserveStock reserve -> addSkus(reserve.lines(), reservedSkus);
            case ReleaseStock release -> returningCheckouts.add(release.checkoutId());
            case Restock restock -> {
                returns.add(restock.returnId());
                returningCheckouts.add(restock.checkoutId());
            }
        }
    }

    List<UUID> checkouts() {
        return checkouts;
    }

    /** Whether all commands reserve: then their skus are known without reading anything. */
    boolean onlyReserve() {
        return returningCheckouts.isEmpty();
    }

    Set<String> reservedSkus() {
        return reservedSkus;
    }

    /** The skus of the commands and of these reservations. */
    Set<String> skusWith(Collection<Reservation> reservations) {
        Set<String> skus = new TreeSet<>(reservedSkus);
        reservations.forEach(reservation -> addSkus(reservation.lines(), skus));
        return skus;
    }

    List<UUID> returns() {
        return returns;
    }

    /** The checkouts whose earlier returns matter: those that release or restock. */
    List<UUID> returningCheckouts() {
        return returningCheckouts;
    }

    private static void addSkus(List<OrderLine> lines, Set<String> skus) {
        lines.forEach(line -> skus.add(line.sku()));
    }
}
