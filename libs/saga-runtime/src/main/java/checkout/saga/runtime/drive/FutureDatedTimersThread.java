package checkout.saga.runtime.drive;

import checkout.messaging.job.JobThread;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** The thread that looks for timers that are too far ahead. */
@Component
class FutureDatedTimersThread extends JobThread {
    private static final Duration EVERY = Duration.ofMinutes(1);

    FutureDatedTimersThread(FutureDatedTimers timers) {
        super("saga-timers-ahead", new Job("The search for timers too far ahead", EVERY, EVERY, timers::bringBack));
    }
}
