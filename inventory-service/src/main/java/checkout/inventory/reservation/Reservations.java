package checkout.inventory.reservation;

import checkout.contracts.OrderLine;
import checkout.contracts.Reply.OutOfStock.Shortage;
import checkout.inventory.reservation.Reservation.Held;
import checkout.inventory.reservation.Reservation.Refused;
import checkout.inventory.reservation.Reservation.Released;
import checkout.messaging.Effects;
import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
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
    private static final TypeReference<List<OrderLine>> LINES = new TypeReference<>() {};
    private static final TypeReference<List<Shortage>> SHORTAGES = new TypeReference<>() {};

    private final JdbcTemplate jdbc;
    private final JsonMapper json;

    Reservations(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Those of these checkouts that there are, locked until the transaction ends. */
    Supplier<Map<UUID, Reservation>> lock(Collection<UUID> checkouts, RoundTrip trip) {
        return trip.query("""
                select checkout_id, status, lines, shortages
                from reservation where checkout_id = any (?::uuid[])
                order by checkout_id
                for update
                """, Columns.of(checkouts).uuid(id -> id), rows -> {
            Map<UUID, Reservation> found = new HashMap<>();
            while (rows.next()) {
                Reservation reservation = reservation(rows);
                found.put(reservation.checkoutId(), reservation);
            }
            return found;
        });
    }

    private Reservation reservation(ResultSet row) throws SQLException {
        UUID id = row.getObject(1, UUID.class);
        String status = row.getString(2);
        return switch (status) {
            case "HELD" -> new Held(id, json.readValue(row.getString(3), LINES));
            case "REFUSED" -> new Refused(id, json.readValue(row.getString(4), SHORTAGES));
            case "RELEASED" -> new Released(id);
            default -> throw new IllegalStateException("Reservation %s has unknown status %s".formatted(id, status));
        };
    }

    /** What is available of these skus, their rows locked until the transaction ends. */
    Supplier<LockedStock> lockStock(Collection<String> skus, RoundTrip trip) {
        return trip.query("""
                select sku, on_hand - reserved
                from stock where sku = any (?::text[])
                order by sku
                for update
                """, Columns.of(skus).text(sku -> sku), rows -> {
            Map<String, Integer> available = new HashMap<>();
            while (rows.next()) {
                available.put(rows.getString(1), rows.getInt(2));
            }
            return new LockedStock(available);
        });
    }

    /** The same with a trip of its own. */
    LockedStock lockStock(Collection<String> skus) {
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<LockedStock> stock = lockStock(skus, trip);
        trip.execute();
        return stock.get();
    }

    /**
     * Has the effects write what was decided. A row that is there already means that another consumer decided the same
     * checkout meanwhile: the batch fails and is taken again, and then sees it.
     */
    void save(LockedStock stock, List<Reservation> begun, List<Reservation> changed, Effects effects) {
        effects.write("""
                update stock set reserved = reserved + change.quantity, version = version + 1
                from unnest(?::text[], ?::int[]) as change (sku, quantity)
                where stock.sku = change.sku and change.quantity <> 0
                """, stock.reservedMore().entrySet(), changes -> Columns.of(changes)
                .text(Map.Entry::getKey)
                .integer(Map.Entry::getValue));
        effects.write("""
                insert into reservation (checkout_id, status, lines, shortages)
                select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[])
                """, begun, rows -> Columns.of(rows)
                .uuid(Reservation::checkoutId)
                .text(Reservations::status)
                .text(this::lines)
                .text(this::shortages));
        effects.write("""
                update reservation set status = new.status, decided_at = now()
                from unnest(?::uuid[], ?::text[]) as new (checkout_id, status)
                where reservation.checkout_id = new.checkout_id
                """, changed, rows -> Columns.of(rows)
                .uuid(Reservation::checkoutId)
                .text(Reservations::status));
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
