package checkout.inventory.reservation;

import checkout.contracts.InventoryCommand;
import checkout.contracts.InventoryCommand.ReleaseStock;
import checkout.contracts.InventoryCommand.ReserveStock;
import checkout.contracts.InventoryCommand.Restock;
import checkout.contracts.OrderLine;
import checkout.contracts.Reply;
import checkout.contracts.Reply.AlreadyUndone;
import checkout.contracts.Reply.OutOfStock;
import checkout.contracts.Reply.OutOfStock.Shortage;
import checkout.contracts.Reply.StockReleased;
import checkout.contracts.Reply.StockReserved;
import checkout.inventory.reservation.Reservation.Held;
import checkout.inventory.reservation.Reservation.Refused;
import checkout.inventory.reservation.Reservation.Released;
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
import org.jspecify.annotations.Nullable;
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
    private final ReservedQuantities reservedQuantities;

    StockCommandHandler(Reservations reservations, ReservedQuantities reservedQuantities) {
        this.reservations = reservations;
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
            return fresh -> decide(fresh, known.get(), stock.get());
        }
        // the skus of a release are known from its reservation alone, which takes a second round trip
        return fresh -> decide(
                fresh,
                known.get(),
                reservedQuantities.lock(skus(messages, known.get().values())));
    }

    private Effects decide(List<ReceivedMessage> messages, Map<UUID, Reservation> known, LockedStock stock) {
        List<Reservation> opened = new ArrayList<>(messages.size());
        List<Reservation> changed = new ArrayList<>(0);
        Effects effects = new Effects();
        for (ReceivedMessage message : messages) {
            InventoryCommand command = command(message);
            Reservation before = known.get(command.checkoutId());
            Reservation after = decide(command, before, stock);
            if (before == null) {
                opened.add(after);
            } else if (after != before) {
                changed.add(after);
            }
            effects.reply(message, reply(command, after));
        }
        reservedQuantities.save(stock, effects);
        reservations.insert(opened, effects);
        reservations.updateStatus(changed, effects);
        return effects;
    }

    private static Reservation decide(InventoryCommand command, @Nullable Reservation before, LockedStock stock) {
        return switch (command) {
            case ReserveStock reserve -> before == null ? reserve(reserve, stock) : before;
            case ReleaseStock release -> release(release.checkoutId(), before, stock);
            case Restock restock ->
                throw new UnsupportedOperationException("Restocking is not supported yet: " + restock);
        };
    }

    private static Reservation reserve(ReserveStock command, LockedStock stock) {
        List<Shortage> shortages = stock.reserve(command.lines());
        return shortages.isEmpty()
                ? new Held(command.checkoutId(), command.lines())
                : new Refused(command.checkoutId(), shortages);
    }

    /** A release of a checkout without a reservation is stored too, so that a late ReserveStock is refused. */
    private static Reservation release(UUID checkoutId, @Nullable Reservation before, LockedStock stock) {
        return switch (before) {
            case null -> new Released(checkoutId);
            case Held held -> {
                stock.release(held.lines());
                yield new Released(checkoutId);
            }
            case Refused refused -> new Released(checkoutId);
            case Released released -> released;
        };
    }

    private static Reply reply(InventoryCommand command, Reservation reservation) {
        UUID id = reservation.checkoutId();
        return switch (command) {
            case ReserveStock reserve ->
                switch (reservation) {
                    case Held held -> new StockReserved(id);
                    case Refused refused -> new OutOfStock(id, refused.shortages());
                    case Released released -> new AlreadyUndone(id);
                };
            case ReleaseStock release -> new StockReleased(id);
            case Restock restock -> throw new UnsupportedOperationException("Restocking is not supported yet");
        };
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
