package checkout.payment.expiry;

import checkout.messaging.job.JobThread;
import org.springframework.stereotype.Component;

/** The thread that ends the holds whose time is over. It waits first, so that commands that came meanwhile are taken up. */
@Component
class HoldExpiryThread extends JobThread {
    HoldExpiryThread(HoldExpirySweeper sweeper, HoldExpirySettings settings) {
        super("hold-expiry", new Job("The expiry of holds", settings.every(), settings.every(), sweeper::sweep));
    }
}
