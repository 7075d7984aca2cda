package checkout.inventory.reservation;

import checkout.inventory.movement.StockMovements;
import checkout.inventory.stock.LockedStock;
import checkout.inventory.stock.ReservedQuantities;
import checkout.messaging.BatchHandler;
import checkout.messaging.Effects;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.SharedRows;
import checkout.messaging.sql.RoundTrip;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Handles the stock commands of a Kafka poll: locks all rows at once, decides in memory in the order of the commands,
 * writes all changes at once.
 */
@Component
public class StockCommandHandler implements BatchHandler {
    /**
     * Maximum number of skus to ask for in the same round trip as the reservations. While the database sends the
     * reservations, which may be long, it reads nothing, so the rest of the trip must fit into the network's buffers.
     */
    private static final int MAX_SKUS_IN_FIRST_TRIP = 500;

    private final Reservations reservations;
    private final Restocks restocks;
    private final ReservedQuantities reservedQuantities;
    private final StockRows stockRows;

    StockCommandHandler(
            Reservations reservations, Restocks restocks, ReservedQuantities reservedQuantities, StockRows stockRows) {
        this.reservations = reservations;
        this.restocks = restocks;
        this.reservedQuantities = reservedQuantities;
        this.stockRows = stockRows;
    }

    /** The handler without the application, for whoever compares it with another way to reserve stock. */
    public static BatchHandler of(JdbcTemplate jdbc, JsonMapper json) {
        Reservations reservations = new Reservations(json);
        ReservedQuantities reservedQuantities = new ReservedQuantities(jdbc, new StockMovements(jdbc));
        return new StockCommandHandler(
                reservations,
                new Restocks(json),
                reservedQuantities,
                new StockRows(jdbc, reservations, reservedQuantities));
    }

    @Override
    public Decider prepare(List<ReceivedMessage> messages, RoundTrip reading) {
        StockCommands commands = new StockCommands(messages);
        Supplier<Map<UUID, Reservation>> known = reservations.lock(commands.checkouts(), reading);
        // these two add nothing to the trip unless the batch contains releases or restocks
        Supplier<Map<UUID, RestockRecord>> knownRestocks = restocks.find(commands.returns(), reading);
        Supplier<Map<UUID, SkuQuantities>> returned = restocks.returned(commands.returningCheckouts(), reading);
        Supplier<LockedStock> stock;
        if (commands.nameAllSkus() && commands.namedSkus().size() <= MAX_SKUS_IN_FIRST_TRIP) {
            stock = reservedQuantities.lock(commands.namedSkus(), reading);
        } else {
            // the skus of a release are known from its reservation alone, which takes a second round trip
            stock = () -> reservedQuantities.lock(commands.skusWith(known.get()));
        }
        return fresh -> decide(fresh, new StockBatch(known.get(), knownRestocks.get(), returned.get(), stock.get()));
    }

    @Override
    public SharedRows sharedRows() {
        return stockRows;
    }

    private Effects decide(List<ReceivedMessage> messages, StockBatch batch) {
        Effects effects = new Effects();
        messages.forEach(message -> effects.reply(message, batch.apply(StockCommands.of(message))));
        reservedQuantities.save(batch.stock(), effects);
        reservations.insert(batch.newReservations(), effects);
        reservations.updateStatus(batch.changedReservations(), effects);
        restocks.insert(batch.newRestocks(), effects);
        restocks.addReturned(batch.newlyReturned(), effects);
        return effects;
    }
}
