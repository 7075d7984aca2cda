package checkout.payment.expiry;

import checkout.payment.card.CardCallWorker;
import checkout.payment.state.Payment;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Ends the holds whose time is over. Any number of instances may run it. */
@Component
class HoldExpirySweeper {
    private static final Logger log = LoggerFactory.getLogger(HoldExpirySweeper.class);

    private final HoldExpiry expiry;
    private final HoldExpirySettings settings;
    private final CardCallWorker cardCalls;
    private final Counter expired;

    HoldExpirySweeper(HoldExpiry expiry, HoldExpirySettings settings, CardCallWorker cardCalls, MeterRegistry meters) {
        this.expiry = expiry;
        this.settings = settings;
        this.cardCalls = cardCalls;
        this.expired = Counter.builder("checkout.payment.holds.expired")
                .description("Authorized payments that nobody settled while they were held")
                .register(meters);
    }

    /** Looks once for everything that is due. */
    void sweep() {
        List<Payment> batch;
        do {
            batch = expiry.endBatch(settings.maxBatch());
            report(batch);
        } while (batch.size() == settings.maxBatch());
    }

    private void report(List<Payment> batch) {
        expired.increment(batch.size());
        batch.forEach(payment -> log.warn(
                "Nobody settled the payment of checkout {} while it was held; it is released and is {} now",
                payment.checkoutId(),
                payment.status()));
        if (!batch.isEmpty()) {
            cardCalls.wakeUp();
        }
    }
}
