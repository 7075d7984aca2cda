package checkout.payment.expiry;

import checkout.messaging.fault.Faults;
import checkout.messaging.handling.LockTimeouts;
import checkout.payment.card.CardCallWorker;
import checkout.payment.state.Payment;
import checkout.payment.state.Payments;
import checkout.payment.state.Payments.EndedHold;
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
 * Ends the holds whose time is over, a batch at a time. Any number of instances may run it: none waits for a row that another
 * has locked, and a hold that cannot be ended delays no other.
 */
@Component
class HoldExpirySweeper {
    private static final Logger log = LoggerFactory.getLogger(HoldExpirySweeper.class);

    private final Payments payments;
    private final HoldExpiry expiry;
    private final HoldExpirySettings settings;
    private final CardCallWorker cardCalls;
    private final Counter expired;

    /** Checkouts whose failure was logged; the next sweep tries them again. */
    private final Set<UUID> reported = new HashSet<>();

    HoldExpirySweeper(
            Payments payments,
            HoldExpiry expiry,
            HoldExpirySettings settings,
            CardCallWorker cardCalls,
            MeterRegistry meters) {
        this.payments = payments;
        this.expiry = expiry;
        this.settings = settings;
        this.cardCalls = cardCalls;
        this.expired = Counter.builder("checkout.payment.holds.expired")
                .description("Authorized payments that nobody settled while they were held")
                .register(meters);
    }

    /** Looks once for everything that is due; what has to be left is due at the next sweep too. */
    void sweep() {
        @Nullable EndedHold last = null;
        List<EndedHold> found;
        do {
            found = payments.findHeldTooLong(last, settings.maxBatch());
            if (!found.isEmpty()) {
                end(found.stream().map(EndedHold::checkoutId).toList());
                last = found.getLast();
            }
        } while (found.size() == settings.maxBatch());
    }

    private void end(List<UUID> checkouts) {
        try {
            report(expiry.end(checkouts));
        } catch (RuntimeException failure) {
            boolean locked = LockTimeouts.is(failure);
            if (!locked && !Faults.concernsOneRow(failure)) {
                throw failure;
            } else if (checkouts.size() > 1) {
                checkouts.forEach(checkout -> end(List.of(checkout)));
            } else if (locked) {
                log.info(
                        "Another transaction has locked the hold of checkout {}, which has ended; it is released later",
                        checkouts.getFirst());
            } else if (reported.add(checkouts.getFirst())) {
                log.error(
                        "The payment of checkout {} cannot be released, so its money stays held; every sweep tries again",
                        checkouts.getFirst(),
                        failure);
            }
        }
    }

    private void report(List<Payment> batch) {
        expired.increment(batch.size());
        batch.forEach(payment -> {
            reported.remove(payment.checkoutId());
            log.warn(
                    "Nobody settled the payment of checkout {} while it was held; it is released and is {} now",
                    payment.checkoutId(),
                    payment.status());
        });
        if (!batch.isEmpty()) {
            cardCalls.wakeUp();
        }
    }
}
