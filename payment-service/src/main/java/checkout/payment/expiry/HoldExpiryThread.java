package checkout.payment.expiry;

import checkout.messaging.job.JobThread;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** The thread that ends the holds whose time is over. */
@Component
class HoldExpiryThread extends JobThread {
    HoldExpiryThread(HoldExpirySweeper sweeper, HoldExpirySettings settings) {
        super("hold-expiry", new Job("The expiry of holds", Duration.ZERO, settings.every(), sweeper::sweep));
    }
}
