package checkout.inventory.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.contracts.InventoryCommand;
import checkout.contracts.InventoryCommand.CommitStock;
import checkout.contracts.InventoryCommand.ReleaseStock;
import checkout.contracts.InventoryCommand.ReserveStock;
import checkout.contracts.InventoryCommand.Restock;
import checkout.contracts.OrderLine;
import checkout.contracts.Reply.OutOfStock.Shortage;
import checkout.inventory.movement.StockLevel;
import checkout.inventory.reservation.Reservation.Committed;
import checkout.inventory.reservation.Reservation.Expired;
import checkout.inventory.reservation.Reservation.Held;
import checkout.inventory.reservation.Reservation.Refused;
import checkout.inventory.reservation.Reservation.Released;
import checkout.inventory.stock.LockedStock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** If this fails, a command does something else than the documented table says (docs/inventory.md). */
class ReservationTableTest {
    private static final UUID CHECKOUT = UUID.randomUUID();
    private static final String SKU = "TEA-001";
    private static final List<OrderLine> LINES = List.of(new OrderLine(SKU, 2));

    /** The stock: 10 on hand, of which 2 are reserved if the reservation is held. */
    @ParameterizedTest(name = "{0} + {1}: {2}, then {3}, {4}")
    @CsvSource(delimiter = '|', textBlock = """
            NONE      | ReserveStock | StockReserved  | HELD      | RESERVE 0 2
            NONE      | ReleaseStock | StockReleased  | RELEASED  |
            NONE      | CommitStock  | fails          | NONE      |
            NONE      | Restock      | fails          | NONE      |
            HELD      | ReserveStock | StockReserved  | HELD      |
            HELD      | ReleaseStock | StockReleased  | RELEASED  | RELEASE 0 -2
            HELD      | CommitStock  | StockCommitted | COMMITTED | COMMIT -2 -2
            HELD      | Restock      | Restocked      | HELD      | RESTOCK 0 -1
            COMMITTED | ReserveStock | StockReserved  | COMMITTED |
            COMMITTED | ReleaseStock | fails          | COMMITTED |
            COMMITTED | CommitStock  | StockCommitted | COMMITTED |
            COMMITTED | Restock      | Restocked      | COMMITTED | RESTOCK 1 0
            REFUSED   | ReserveStock | OutOfStock     | REFUSED   |
            REFUSED   | ReleaseStock | StockReleased  | RELEASED  |
            REFUSED   | CommitStock  | fails          | REFUSED   |
            REFUSED   | Restock      | fails          | REFUSED   |
            RELEASED  | ReserveStock | AlreadyUndone  | RELEASED  |
            RELEASED  | ReleaseStock | StockReleased  | RELEASED  |
            RELEASED  | CommitStock  | fails          | RELEASED  |
            RELEASED  | Restock      | fails          | RELEASED  |
            EXPIRED   | ReserveStock | StockReserved  | HELD      | RESERVE 0 2
            EXPIRED   | ReleaseStock | StockReleased  | RELEASED  |
            EXPIRED   | CommitStock  | StockCommitted | COMMITTED | RESERVE 0 2, COMMIT -2 -2
            EXPIRED   | Restock      | Restocked      | EXPIRED   |
            """)
    void everyCommandInEveryStatus(
            String status, String command, String reply, String after, @Nullable String movements) {
        Result result = apply(status, command, 10);

        assertThat(result.reply()).isEqualTo(reply);
        assertThat(result.status()).isEqualTo(after);
        assertThat(String.join(", ", result.movements())).isEqualTo(movements == null ? "" : movements);
    }

    @ParameterizedTest(name = "{0} + {1} without stock: {2}, then {3}")
    @CsvSource(delimiter = '|', textBlock = """
            NONE      | ReserveStock | OutOfStock     | REFUSED
            EXPIRED   | ReserveStock | OutOfStock     | EXPIRED
            EXPIRED   | CommitStock  | CommitRefused  | EXPIRED
            """)
    void withoutStockNothingMoves(String status, String command, String reply, String after) {
        Result result = apply(status, command, 1);

        assertThat(result).isEqualTo(new Result(reply, after, List.of()));
    }

    @Test
    void theTableHasEveryStatusAndCommand() {
        assertThat(Reservation.class.getPermittedSubclasses())
                .extracting(Class::getSimpleName)
                .containsExactlyInAnyOrder("Held", "Committed", "Refused", "Released", "Expired");
        assertThat(InventoryCommand.class.getPermittedSubclasses())
                .extracting(Class::getSimpleName)
                .containsExactlyInAnyOrder("ReserveStock", "ReleaseStock", "CommitStock", "Restock");
    }

    private record Result(String reply, String status, List<String> movements) {}

    private static Result apply(String status, String command, int onHand) {
        Map<UUID, Reservation> reservations = new HashMap<>();
        Reservation before = reservation(status);
        if (before != null) {
            reservations.put(CHECKOUT, before);
        }
        LockedStock stock =
                new LockedStock(new HashMap<>(Map.of(SKU, new StockLevel(onHand, status.equals("HELD") ? 2 : 0))));
        StockBatch batch = new StockBatch(reservations, Map.of(), Map.of(), stock);
        String reply;
        try {
            reply = batch.apply(command(command)).getClass().getSimpleName();
        } catch (IllegalStateException refusedLoudly) {
            reply = "fails";
        }
        List<Reservation> changed = new ArrayList<>(batch.newReservations());
        changed.addAll(batch.changedReservations());
        assertThat(changed).hasSizeLessThan(2);
        return new Result(
                reply,
                changed.isEmpty() ? status : status(changed.getFirst()),
                stock.movements().stream()
                        .map(movement -> "%s %d %d".formatted(movement.kind(), movement.onHand(), movement.reserved()))
                        .toList());
    }

    private static InventoryCommand command(String name) {
        return Stream.of(
                        new ReserveStock(CHECKOUT, LINES, null),
                        new ReleaseStock(CHECKOUT),
                        new CommitStock(CHECKOUT),
                        new Restock(CHECKOUT, UUID.randomUUID(), List.of(new OrderLine(SKU, 1))))
                .filter(command -> command.getClass().getSimpleName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static @Nullable Reservation reservation(String status) {
        return Stream.of(
                        new Held(CHECKOUT, LINES),
                        new Committed(CHECKOUT, LINES),
                        new Refused(CHECKOUT, List.of(new Shortage(SKU, 2, 1))),
                        new Released(CHECKOUT),
                        new Expired(CHECKOUT, LINES, false))
                .filter(reservation -> status(reservation).equals(status))
                .findFirst()
                .orElse(null);
    }

    private static String status(Reservation reservation) {
        return switch (reservation) {
            case Held held -> "HELD";
            case Committed committed -> "COMMITTED";
            case Refused refused -> "REFUSED";
            case Released released -> "RELEASED";
            case Expired expired -> "EXPIRED";
        };
    }
}
