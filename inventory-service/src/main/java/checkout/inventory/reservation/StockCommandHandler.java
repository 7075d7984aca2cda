package checkout.inventory.reservation;

import checkout.contracts.InventoryCommand;
import checkout.contracts.InventoryCommand.ReserveStock;
import checkout.contracts.InventoryCommand.Restock;
import checkout.contracts.OrderLine;
import checkout.inventory.reservation.Reservation.Held;
import checkout.inventory.stock.LockedStock;
import checkout.inventory.stock.ReservedQuantities;
import checkout.messaging.BatchHandler;
import checkout.messaging.Effects;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.sql.RoundTrip;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Handles the stock commands of a Kafka poll: locks all rows at once, decides in memory in the order of the commands,
 * writes all changes at once.
 */
@Component
class StockCommandHandler implements BatchHandler {
    /**
     * Maximum number of skus to ask for in the same round trip as the reservations. While the database sends the
     * reservations, which may be long, it reads nothing, so the rest of the trip must fit into the network's buffers.
     */
    private static final int MAX_SKUS_IN_FIRST_TRIP = 500;

    private final Reservations reservations;
    private final Restocks restocks;
    private final ReservedQuantities reservedQuantities;

    StockCommandHandler(Reservations reservations, Restocks restocks, ReservedQuantities reservedQuantities) {
        this.reservations = reservations;
        this.restocks = restocks;
        this.reservedQuantities = reservedQuantities;
    }

    @Override
    public Decider prepare(List<ReceivedMessage> messages, RoundTrip reading) {
        Supplier<Map<UUID, Reservation>> known = reservations.lock(
                messages.stream().map(message -> command(message).checkoutId()).toList(), reading);
        Set<String> skus = skus(messages, List.of());
        if (skus.size() <= MAX_SKUS_IN_FIRST_TRIP
                && messages.stream().allMatch(message -> message.body() instanceof ReserveStock)) {
            Supplier<LockedStock> stock = reservedQuantities.lock(skus, reading);
            return fresh -> decide(fresh, new StockBatch(known.get(), Map.of(), Map.of(), stock.get()));
        }
        Supplier<Map<UUID, RestockRecord>> knownRestocks = restocks.find(returns(messages), reading);
        Supplier<Map<UUID, SkuQuantities>> returned = restocks.returned(returningCheckouts(messages), reading);
        // the skus of a release are known from its reservation alone, which takes a second round trip
        return fresh -> decide(
                fresh,
                new StockBatch(
                        known.get(),
                        knownRestocks.get(),
                        returned.get(),
                        reservedQuantities.lock(skus(messages, known.get().values()))));
    }

    private Effects decide(List<ReceivedMessage> messages, StockBatch batch) {
        Effects effects = new Effects();
        messages.forEach(message -> effects.reply(message, batch.apply(command(message))));
        reservedQuantities.save(batch.stock(), effects);
        reservations.insert(batch.newReservations(), effects);
        reservations.updateStatus(batch.changedReservations(), effects);
        restocks.insert(batch.newRestocks(), effects);
        restocks.addReturned(batch.newlyReturned(), effects);
        return effects;
    }

    private static List<UUID> returns(List<ReceivedMessage> messages) {
        List<UUID> returns = new ArrayList<>(0);
        for (ReceivedMessage message : messages) {
            if (message.body() instanceof Restock restock) {
                returns.add(restock.returnId());
            }
        }
        return returns;
    }

    /** The checkouts whose earlier returns matter: those that release or restock. */
    private static List<UUID> returningCheckouts(List<ReceivedMessage> messages) {
        return messages.stream()
                .map(StockCommandHandler::command)
                .filter(command -> !(command instanceof ReserveStock))
                .map(InventoryCommand::checkoutId)
                .toList();
    }

    private static InventoryCommand command(ReceivedMessage message) {
        if (message.body() instanceof InventoryCommand command) {
            return command;
        }
        throw new IllegalArgumentException("%s is not a stock command".formatted(message.type()));
    }

    private static Set<String> skus(List<ReceivedMessage> messages, Collection<Reservation> known) {
        Set<String> skus = new TreeSet<>();
        for (ReceivedMessage message : messages) {
            if (message.body() instanceof ReserveStock reserve) {
                addSkus(reserve.lines(), skus);
            }
        }
        for (Reservation reservation : known) {
            if (reservation instanceof Held held) {
                addSkus(held.lines(), skus);
            }
        }
        return skus;
    }

    private static void addSkus(List<OrderLine> lines, Set<String> skus) {
        lines.forEach(line -> skus.add(line.sku()));
    }
}
