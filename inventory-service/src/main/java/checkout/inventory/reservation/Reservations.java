package checkout.inventory.reservation;

import checkout.contracts.Line;
import checkout.contracts.Reply.OutOfStock.Shortage;
import checkout.inventory.reservation.Reservation.Held;
import checkout.inventory.reservation.Reservation.Refused;
import checkout.inventory.reservation.Reservation.Released;
import checkout.messaging.sql.Columns;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reservations and the stock under them, a batch at a time.
 *
 * <p>Lock order, the same for everybody: reservations by checkout id, then stock by sku.
 */
@Repository
class Reservations {
    private static final TypeReference<List<Line>> LINES = new TypeReference<>() {};
    private static final TypeReference<List<Shortage>> SHORTAGES = new TypeReference<>() {};

    private final JdbcTemplate jdbc;
    private final JsonMapper json;

    Reservations(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Those of these checkouts that there are, locked until the transaction ends. */
    Map<UUID, Reservation> lock(Collection<UUID> checkouts) {
        Map<UUID, Reservation> found = new HashMap<>();
        jdbc.query("""
                select checkout_id, status, lines, shortages
                from reservation where checkout_id = any (?::uuid[])
                order by checkout_id
                for update
                """, Columns.of(checkouts).uuid(id -> id), row -> {
            UUID id = row.getObject(1, UUID.class);
            found.put(id, reservation(id, row.getString(2), row.getString(3), row.getString(4)));
        });
        return found;
    }

    private Reservation reservation(UUID id, String status, String lines, @Nullable String shortages) {
        return switch (status) {
            case "HELD" -> new Held(id, json.readValue(lines, LINES));
            case "REFUSED" -> new Refused(id, json.readValue(shortages, SHORTAGES));
            case "RELEASED" -> new Released(id);
            default -> throw new IllegalStateException("Reservation %s has unknown status %s".formatted(id, status));
        };
    }

    /** What is available of these skus, their rows locked until the transaction ends. */
    StockOnHand lockStock(Collection<String> skus) {
        Map<String, Integer> available = new HashMap<>();
        jdbc.query("""
                select sku, on_hand - reserved
                from stock where sku = any (?::text[])
                order by sku
                for update
                """, Columns.of(skus).text(sku -> sku), row -> {
            available.put(row.getString(1), row.getInt(2));
        });
        return new StockOnHand(available);
    }

    void save(StockOnHand stock, List<Reservation> begun, List<Reservation> changed) {
        jdbc.update(
                """
                update stock set reserved = reserved + change.quantity, version = version + 1
                from unnest(?::text[], ?::int[]) as change (sku, quantity)
                where stock.sku = change.sku and change.quantity <> 0
                """,
                Columns.of(stock.reservedMore().entrySet())
                        .text(Map.Entry::getKey)
                        .integer(Map.Entry::getValue));
        insert(begun);
        update(changed);
    }

    /**
     * A row that is there already means that another consumer decided the same checkout meanwhile: the batch fails and is
     * taken again, and then sees it.
     */
    private void insert(List<Reservation> begun) {
        if (begun.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                insert into reservation (checkout_id, status, lines, shortages)
                select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[])
                """,
                Columns.of(begun)
                        .uuid(Reservation::checkoutId)
                        .text(Reservations::status)
                        .text(this::lines)
                        .text(this::shortages));
    }

    private void update(List<Reservation> changed) {
        if (changed.isEmpty()) {
            return;
        }
        jdbc.update("""
                update reservation set status = new.status, decided_at = now()
                from unnest(?::uuid[], ?::text[]) as new (checkout_id, status)
                where reservation.checkout_id = new.checkout_id
                """, Columns.of(changed).uuid(Reservation::checkoutId).text(Reservations::status));
    }

    private static String status(Reservation reservation) {
        if (reservation instanceof Held) {
            return "HELD";
        }
        return reservation instanceof Refused ? "REFUSED" : "RELEASED";
    }

    private String lines(Reservation reservation) {
        return reservation instanceof Held held ? json.writeValueAsString(held.lines()) : "[]";
    }

    private @Nullable String shortages(Reservation reservation) {
        return reservation instanceof Refused refused ? json.writeValueAsString(refused.shortages()) : null;
    }
}
