package checkout.inventory.expiry;

import checkout.messaging.job.JobThread;
import org.springframework.stereotype.Component;

/** The thread on which reservations expire. */
@Component
class ReservationExpiryThread extends JobThread {
    ReservationExpiryThread(ReservationExpiry expiry, ReservationExpirySettings settings) {
        super(
                "reservation-expiry",
                new Job("The expiry of reservations", settings.every(), settings.every(), expiry::expireDue));
    }
}
