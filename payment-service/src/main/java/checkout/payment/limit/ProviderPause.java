package checkout.payment.limit;

import checkout.payment.provider.CardAnswer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Begins no call at all while the provider asks this service to wait: it asks the merchant, not the one payment. */
@Component
public class ProviderPause {
    private static final Logger log = LoggerFactory.getLogger(ProviderPause.class);

    /** A longer wait is kept by the payment that was told so, but does not stop all others. */
    static final Duration MAX = Duration.ofSeconds(30);

    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final AtomicLong until;

    @Autowired
    ProviderPause() {
        this(System::nanoTime, RandomGenerator.getDefault());
    }

    ProviderPause(LongSupplier nanoTime, RandomGenerator random) {
        this.nanoTime = nanoTime;
        this.random = random;
        this.until = new AtomicLong(nanoTime.getAsLong());
    }

    /** Pauses if the answer asks for it. */
    public void heed(CardAnswer answer) {
        if (answer instanceof CardAnswer.Unknown unknown && unknown.notBefore().isPositive()) {
            Duration wait = unknown.notBefore().compareTo(MAX) < 0 ? unknown.notBefore() : MAX;
            // a little more, so that instances do not resume at the same moment
            long nanos = wait.toNanos() + random.nextLong(wait.toNanos() / 10 + 1);
            long end = nanoTime.getAsLong() + nanos;
            long before = until.getAndAccumulate(end, (old, given) -> given - old > 0 ? given : old);
            if (before - nanoTime.getAsLong() <= 0) {
                log.warn(
                        "The provider asks to wait ({}); all calls pause for {} ms",
                        unknown.reason(),
                        Duration.ofNanos(nanos).toMillis());
            }
        }
    }

    /** How long no call may begin; zero if calls may begin. */
    public Duration remaining() {
        long nanos = until.get() - nanoTime.getAsLong();
        return nanos > 0 ? Duration.ofNanos(nanos) : Duration.ZERO;
    }
}
