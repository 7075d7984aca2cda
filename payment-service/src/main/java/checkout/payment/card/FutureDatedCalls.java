package checkout.payment.card;

import checkout.payment.pending.AttemptKind;
import checkout.payment.provider.CardSettings;
import checkout.payment.refund.Refunds;
import checkout.payment.state.Payments;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes calls due whose time is further ahead than any wait: the database's clock was ahead when it was written, and has been
 * corrected since. The search for due calls does not look for them, so that it reads nothing but what is due.
 */
@Component
class FutureDatedCalls {
    private static final Logger log = LoggerFactory.getLogger(FutureDatedCalls.class);
    private static final int BATCH_SIZE = 1_000;

    private final Payments payments;
    private final Refunds refunds;
    private final Duration longestWait;

    FutureDatedCalls(Payments payments, Refunds refunds, CardSettings settings) {
        this.payments = payments;
        this.refunds = refunds;
        // a refused void waits longest, and longer than the provider may ask to wait
        this.longestWait =
                CardResultRules.AFTER_REFUSED_VOID.plus(settings.lastRetry()).plus(settings.lease());
    }

    void makeDue() {
        int made = 0;
        for (AttemptKind attempts : AttemptKind.values()) {
            made += payments.makeDueAfter(longestWait, attempts, BATCH_SIZE);
            made += refunds.makeDueAfter(longestWait, attempts, BATCH_SIZE);
        }
        if (made > 0) {
            log.warn(
                    "{} calls to the card provider were to be made later than in {} and are due now; the database's clock"
                            + " was ahead",
                    made,
                    longestWait);
        }
    }
}
