package checkout.inventory.reservation;

import checkout.contracts.OrderLine;
import checkout.contracts.Reply.OutOfStock.Shortage;
import checkout.inventory.reservation.Reservation.Committed;
import checkout.inventory.reservation.Reservation.Expired;
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
    /** The items of an expired reservation that came back are of interest only if it is to be reserved again. */
    private static final String COLUMNS = """
            checkout_id, status, lines, shortages,
            status = 'EXPIRED' and exists (
                select from returned_stock where returned_stock.checkout_id = reservation.checkout_id)
            """;

    /** No command for the checkout has arrived and waits for a locked row. */
    static final String NO_COMMAND_WAITS = """
            not exists (
                select from deferred_message d
                where d.subscription = 'inventory-service' and md5(d.message_key) = md5(checkout_id::text))""";

    private static final TypeReference<List<OrderLine>> LINES = new TypeReference<>() {};
    private static final TypeReference<List<Shortage>> SHORTAGES = new TypeReference<>() {};

    private final JsonMapper json;

    Reservations(JsonMapper json) {
        this.json = json;
    }

    /** Locks the reservations of the given checkouts and returns those that exist. */
    Supplier<Map<UUID, Reservation>> lock(Collection<UUID> checkouts, RoundTrip trip) {
        return trip.query("select " + COLUMNS + """
                from reservation where checkout_id = any (?::uuid[])
                order by checkout_id
                for update
                """, Columns.of(checkouts).uuid(id -> id), this::byCheckout);
    }

    /** Locks those of the given reservations that are held for too long, except those that others have locked. */
    Supplier<Map<UUID, Reservation>> lockDue(Collection<UUID> checkouts, RoundTrip trip) {
        return trip.query(
                "select " + COLUMNS + """
                from reservation
                where checkout_id = any (?::uuid[]) and status = 'HELD' and expires_at <= now() and %s
                order by checkout_id
                for update skip locked
                """.formatted(NO_COMMAND_WAITS),
                Columns.of(checkouts).uuid(id -> id),
                this::byCheckout);
    }

    /** Reads the reservations of the given checkouts without locking them. */
    Supplier<Map<UUID, Reservation>> find(Collection<UUID> checkouts, RoundTrip trip) {
        return trip.query("select " + COLUMNS + """
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
            case "EXPIRED" -> new Expired(id, json.readValue(row.getString(3), LINES), row.getBoolean(5));
            default -> throw new IllegalStateException("Reservation %s has unknown status %s".formatted(id, status));
        };
    }

    /**
     * Inserts reservations of checkouts for which {@link #lock} found none. If a row exists nevertheless, another consumer
     * has just decided on that checkout: the batch fails, is repeated, and then finds the row.
     */
    void insert(List<Reservation> reservations, Effects effects) {
        effects.write("""
                insert into reservation (checkout_id, status, lines, shortages, expires_at)
                select checkout_id, status, lines, shortages, now() + millis * interval '1 millisecond'
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[])
                     as new (checkout_id, status, lines, shortages, millis)
                """, reservations, rows -> Columns.of(rows)
                .uuid(Reservation::checkoutId)
                .text(Reservations::status)
                .text(reservation -> json.writeValueAsString(reservation.lines()))
                .text(reservation ->
                        reservation.shortages().isEmpty() ? null : json.writeValueAsString(reservation.shortages()))
                .bigint(Reservations::heldMillis));
    }

    /** Writes the new status, and until when a reservation is held that is held again. */
    void updateStatus(List<Reservation> reservations, Effects effects) {
        effects.write("""
                update reservation
                set status = new.status, decided_at = now(),
                    expires_at = case new.status
                        when 'HELD' then now() + new.millis * interval '1 millisecond'
                        else reservation.expires_at
                    end
                from unnest(?::uuid[], ?::text[], ?::bigint[]) as new (checkout_id, status, millis)
                where reservation.checkout_id = new.checkout_id
                """, reservations, rows -> Columns.of(rows)
                .uuid(Reservation::checkoutId)
                .text(Reservations::status)
                .bigint(Reservations::heldMillis));
    }

    private static @Nullable Long heldMillis(Reservation reservation) {
        return reservation instanceof Held held && held.holdFor() != null
                ? held.holdFor().toMillis()
                : null;
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
