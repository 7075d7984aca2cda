package checkout.inventory.reservation;

import checkout.contracts.OrderLine;
import checkout.contracts.Reply.OutOfStock.Shortage;
import checkout.inventory.reservation.Reservation.Committed;
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
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes reservations, a batch at a time.
 *
 * <p>Everybody locks in the same order: reservations by checkout id, then stock by sku.
 */
@Repository
class Reservations {
    private static final TypeReference<List<OrderLine>> LINES = new TypeReference<>() {};
    private static final TypeReference<List<Shortage>> SHORTAGES = new TypeReference<>() {};

    private final JsonMapper json;

    Reservations(JsonMapper json) {
        this.json = json;
    }

    /** Locks the reservations of the given checkouts and returns those that exist. */
    Supplier<Map<UUID, Reservation>> lock(Collection<UUID> checkouts, RoundTrip trip) {
        return trip.query("""
                select checkout_id, status, lines, shortages
                from reservation where checkout_id = any (?::uuid[])
                order by checkout_id
                for update
                """, Columns.of(checkouts).uuid(id -> id), this::byCheckout);
    }

    /** Reads the reservations of the given checkouts without locking them. */
    Supplier<Map<UUID, Reservation>> find(Collection<UUID> checkouts, RoundTrip trip) {
        return trip.query("""
                select checkout_id, status, lines, shortages
                from reservation where checkout_id = any (?::uuid[])
                """, Columns.of(checkouts).uuid(id -> id), this::byCheckout);
    }

    private Map<UUID, Reservation> byCheckout(ResultSet rows) throws SQLException {
        Map<UUID, Reservation> found = new HashMap<>();
        while (rows.next()) {
            Reservation reservation = reservation(rows);
            found.put(reservation.checkoutId(), reservation);
        }
        return found;
    }

    private Reservation reservation(ResultSet row) throws SQLException {
        UUID id = row.getObject(1, UUID.class);
        String status = row.getString(2);
        return switch (status) {
            case "HELD" -> new Held(id, json.readValue(row.getString(3), LINES));
            case "COMMITTED" -> new Committed(id, json.readValue(row.getString(3), LINES));
            case "REFUSED" -> new Refused(id, json.readValue(row.getString(4), SHORTAGES));
            case "RELEASED" -> new Released(id);
            default -> throw new IllegalStateException("Reservation %s has unknown status %s".formatted(id, status));
        };
    }

    /**
     * Inserts reservations of checkouts for which {@link #lock} found none. If a row exists nevertheless, another consumer
     * has just decided on that checkout: the batch fails, is repeated, and then finds the row.
     */
    void insert(List<Reservation> reservations, Effects effects) {
        effects.write("""
                insert into reservation (checkout_id, status, lines, shortages)
                select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[])
                """, reservations, rows -> Columns.of(rows)
                .uuid(Reservation::checkoutId)
                .text(Reservations::status)
                .text(reservation -> json.writeValueAsString(reservation.lines()))
                .text(reservation ->
                        reservation.shortages().isEmpty() ? null : json.writeValueAsString(reservation.shortages())));
    }

    void updateStatus(List<Reservation> reservations, Effects effects) {
        effects.write("""
                update reservation set status = new.status, decided_at = now()
                from unnest(?::uuid[], ?::text[]) as new (checkout_id, status)
                where reservation.checkout_id = new.checkout_id
                """, reservations, rows -> Columns.of(rows)
                .uuid(Reservation::checkoutId)
                .text(Reservations::status));
    }

    private static String status(Reservation reservation) {
        return switch (reservation) {
            case Held held -> "HELD";
            case Committed committed -> "COMMITTED";
            case Refused refused -> "REFUSED";
            case Released released -> "RELEASED";
        };
    }
}
