package checkout.payment.card;

import checkout.messaging.job.JobThread;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** The thread that looks for calls whose time is too far ahead. */
@Component
class FutureDatedCallsThread extends JobThread {
    private static final Duration EVERY = Duration.ofMinutes(1);

    FutureDatedCallsThread(FutureDatedCalls calls) {
        super("card-calls-ahead", new Job("The search for calls too far ahead", EVERY, EVERY, calls::makeDue));
    }
}
