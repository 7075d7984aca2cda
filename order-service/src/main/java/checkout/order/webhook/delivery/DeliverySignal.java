package checkout.order.webhook.delivery;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Wakes the dispatcher of this instance, so that it does not wait for its next look at the table. Losing a signal costs
 * that wait and nothing else.
 */
@Component
public class DeliverySignal {
    private final Semaphore signals = new Semaphore(0);

    public void send() {
        signals.release();
    }

    /** Returns at the next signal, at once if there was one since the last wait, or after the timeout. */
    public void await(Duration timeout) throws InterruptedException {
        if (signals.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            signals.drainPermits();
        }
    }
}
