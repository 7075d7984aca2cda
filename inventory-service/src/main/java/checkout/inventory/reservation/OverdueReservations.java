package checkout.inventory.reservation;

import checkout.contracts.OrderLine;
import checkout.inventory.reservation.Reservation.Held;
import checkout.inventory.stock.LockedStock;
import checkout.inventory.stock.ReservedQuantities;
import checkout.messaging.Effects;
import checkout.messaging.handling.LockTimeouts;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.sql.RoundTrip;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds the reservations that were held for too long, and expires them. Only the database's clock counts. */
@Repository
public class OverdueReservations {
    /** Meanwhile the free stock of the same reservations is locked too, and commands wait for that. */
    private static final Duration LOCK_WAIT = Duration.ofMillis(200);

    private final Reservations reservations;
    private final Restocks restocks;
    private final ReservedQuantities reservedQuantities;
    private final Outbox outbox;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    OverdueReservations(
            Reservations reservations,
            Restocks restocks,
            ReservedQuantities reservedQuantities,
            Outbox outbox,
            JdbcTemplate jdbc,
            TransactionTemplate transaction) {
        this.reservations = reservations;
        this.restocks = restocks;
        this.reservedQuantities = reservedQuantities;
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    public record OverdueReservation(UUID checkoutId, Instant dueAt) {}

    /**
     * Reads due reservations without locking them, the longest due first, after the given one. One is not due while a command
     * for its checkout is here and waits.
     */
    public List<OverdueReservation> find(@Nullable OverdueReservation after, int limit) {
        return jdbc.query(
                """
                select checkout_id, expires_at from reservation
                where status = 'HELD' and expires_at <= now() and %s
                  and (expires_at, checkout_id) > (coalesce(?::timestamptz, '-infinity'), coalesce(?::uuid, ?::uuid))
                order by expires_at, checkout_id
                limit ?
                """.formatted(Reservations.NO_COMMAND_WAITS),
                (row, number) -> new OverdueReservation(
                        row.getObject(1, UUID.class),
                        row.getObject(2, OffsetDateTime.class).toInstant()),
                after == null ? null : after.dueAt().toString(),
                after == null ? null : after.checkoutId(),
                new UUID(0, 0),
                limit);
    }

    /**
     * Expires those of the given reservations that are still held, and due, and locked by nobody else, and returns them. Waits
     * for their stock, not for long.
     */
    public List<UUID> expire(Collection<UUID> checkouts) {
        return expire(checkouts, true);
    }

    /** The same without waiting: leaves out the reservations whose stock is locked. */
    public List<UUID> expireWithoutWaiting(Collection<UUID> checkouts) {
        return expire(checkouts, false);
    }

    private List<UUID> expire(Collection<UUID> checkouts, boolean waits) {
        return Objects.requireNonNull(transaction.execute(status -> {
            RoundTrip reading = new RoundTrip(jdbc).update(LockTimeouts.setLocal(LOCK_WAIT));
            Supplier<Map<UUID, Reservation>> due = reservations.lockDue(checkouts, reading);
            Supplier<Map<UUID, SkuQuantities>> returned = restocks.returned(checkouts, reading);
            reading.execute();
            List<Held> expiring = held(due.get());
            if (!waits) {
                Set<String> locked = reservedQuantities.lockedByOthers(skus(expiring));
                expiring.removeIf(held -> held.lines().stream().anyMatch(line -> locked.contains(line.sku())));
            }
            if (expiring.isEmpty()) {
                return List.of();
            }
            LockedStock stock = reservedQuantities.lock(skus(expiring));
            StockBatch batch = new StockBatch(due.get(), Map.of(), returned.get(), stock);
            expiring.forEach(batch::expire);
            Effects effects = new Effects();
            reservedQuantities.save(stock, effects);
            reservations.updateStatus(batch.changedReservations(), effects);
            outbox.send(effects);
            return expiring.stream().map(Held::checkoutId).toList();
        }));
    }

    private static List<Held> held(Map<UUID, Reservation> due) {
        List<Held> held = new ArrayList<>();
        due.values().forEach(reservation -> {
            if (reservation instanceof Held each) {
                held.add(each);
            }
        });
        return held;
    }

    private static Set<String> skus(List<Held> reservations) {
        Set<String> skus = new TreeSet<>();
        reservations.forEach(
                reservation -> reservation.lines().stream().map(OrderLine::sku).forEach(skus::add));
        return skus;
    }
}
