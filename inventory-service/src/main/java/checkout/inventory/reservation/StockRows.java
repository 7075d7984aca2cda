package checkout.inventory.reservation;

import checkout.contracts.InventoryCommand;
import checkout.contracts.InventoryCommand.CommitStock;
import checkout.contracts.InventoryCommand.ReleaseStock;
import checkout.contracts.InventoryCommand.ReserveStock;
import checkout.contracts.InventoryCommand.Restock;
import checkout.contracts.OrderLine;
import checkout.inventory.stock.ReservedQuantities;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.SharedRows;
import checkout.messaging.sql.RoundTrip;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The stock that commands of different checkouts need at the same time. */
@Component
class StockRows implements SharedRows {
    private final JdbcTemplate jdbc;
    private final Reservations reservations;
    private final ReservedQuantities reservedQuantities;

    StockRows(JdbcTemplate jdbc, Reservations reservations, ReservedQuantities reservedQuantities) {
        this.jdbc = jdbc;
        this.reservations = reservations;
        this.reservedQuantities = reservedQuantities;
    }

    @Override
    public Map<UUID, Set<String>> neededBy(Collection<ReceivedMessage> messages) {
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<Map<UUID, Reservation>> known = reservations.find(
                messages.stream()
                        .map(message -> message.body(InventoryCommand.class).checkoutId())
                        .toList(),
                trip);
        trip.execute();
        Map<UUID, Set<String>> needs = new HashMap<>();
        for (ReceivedMessage message : messages) {
            InventoryCommand command = message.body(InventoryCommand.class);
            needs.put(message.id(), skus(command, known.get().get(command.checkoutId())));
        }
        return needs;
    }

    private static Set<String> skus(InventoryCommand command, @Nullable Reservation reservation) {
        return switch (command) {
            case ReserveStock reserve -> skus(reserve.lines());
            case ReleaseStock release -> skusOf(reservation);
            case CommitStock commit -> skusOf(reservation);
            case Restock restock -> skus(restock.lines());
        };
    }

    private static Set<String> skusOf(@Nullable Reservation reservation) {
        return reservation == null ? Set.of() : skus(reservation.lines());
    }

    private static Set<String> skus(List<OrderLine> lines) {
        return lines.stream().map(OrderLine::sku).collect(Collectors.toSet());
    }

    @Override
    public Set<String> lockedByOthers(Set<String> skus) {
        return reservedQuantities.lockedByOthers(skus);
    }
}
