package checkout.inventory.expiry;

import checkout.inventory.reservation.OverdueReservations;
import checkout.inventory.reservation.OverdueReservations.OverdueReservation;
import checkout.messaging.fault.Faults;
import checkout.messaging.handling.LockTimeouts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Expires all reservations that are due, a batch at a time. Any number of instances may do so: none waits for a reservation
 * that another has locked. Another session's lock on a sku delays only the reservations that need it, and a reservation that
 * cannot be expired delays no other.
 */
@Component
class ReservationExpiry {
    private static final Logger log = LoggerFactory.getLogger(ReservationExpiry.class);

    private final OverdueReservations due;
    private final ReservationExpirySettings settings;
    private final Counter expired;

    /** Reservations whose failure was logged; the next run tries them again. */
    private final Set<UUID> reported = new HashSet<>();

    ReservationExpiry(OverdueReservations due, ReservationExpirySettings settings, MeterRegistry meters) {
        this.due = due;
        this.settings = settings;
        this.expired = Counter.builder("checkout.reservations.expired")
                .description("Reservations that were not committed in time")
                .register(meters);
    }

    /** Looks once at everything that is due; what has to be left is due at the next run too. */
    void expireDue() {
        @Nullable OverdueReservation last = null;
        List<OverdueReservation> found;
        do {
            found = due.find(last, settings.most());
            if (!found.isEmpty()) {
                expire(found.stream().map(OverdueReservation::checkoutId).toList(), true);
                last = found.getLast();
            }
        } while (found.size() == settings.most());
    }

    private void expire(List<UUID> checkouts, boolean waits) {
        try {
            report(waits ? due.expire(checkouts) : due.expireWithoutWaiting(checkouts));
        } catch (RuntimeException failure) {
            if (LockTimeouts.is(failure)) {
                leaveLocked(checkouts, waits);
            } else if (!Faults.concernsOneRow(failure)) {
                throw failure;
            } else if (checkouts.size() > 1) {
                checkouts.forEach(checkout -> expire(List.of(checkout), waits));
            } else if (reported.add(checkouts.getFirst())) {
                log.error(
                        "The reservation of checkout {} cannot expire, so its stock stays reserved; every run tries again",
                        checkouts.getFirst(),
                        failure);
            }
        }
    }

    /** Expires those that need no locked stock; without waiting, a row that was locked meanwhile leaves all to the next run. */
    private void leaveLocked(List<UUID> checkouts, boolean waited) {
        if (waited) {
            log.info("Another transaction has locked stock of reservations that are due; they expire later");
            expire(checkouts, false);
        }
    }

    private void report(List<UUID> checkouts) {
        expired.increment(checkouts.size());
        checkouts.forEach(checkout -> {
            reported.remove(checkout);
            log.warn(
                    "The reservation of checkout {} was not committed in time and has expired; its items can be sold to others",
                    checkout);
        });
    }
}
