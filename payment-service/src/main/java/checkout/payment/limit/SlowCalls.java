package checkout.payment.limit;

import checkout.payment.provider.CardAnswer;
import checkout.payment.provider.CardCall;
import checkout.payment.provider.CardSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Counts and times the calls to the provider, and logs slow ones with their times, one a second at most. */
@Component
public class SlowCalls {
    private static final Logger log = LoggerFactory.getLogger(SlowCalls.class);
    private static final long LOG_EVERY = Duration.ofSeconds(1).toNanos();

    private final MeterRegistry meters;
    private final Duration slowAfter;
    private final AtomicLong unlogged = new AtomicLong();
    private final AtomicLong lastLogged = new AtomicLong(System.nanoTime() - LOG_EVERY);

    SlowCalls(MeterRegistry meters, CardSettings settings) {
        this.meters = meters;
        this.slowAfter = settings.slowAfter();
    }

    public void record(CardCall call, CardAnswer answer, Duration took) {
        String outcome = answer.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        meters.counter("checkout.card.calls", "resource", call.resource(), "outcome", outcome)
                .increment();
        meters.timer("checkout.card.call.time", "resource", call.resource()).record(took);
        if (took.compareTo(slowAfter) >= 0) {
            meters.counter("checkout.card.slow.calls", "resource", call.resource())
                    .increment();
            warn(call, outcome, took);
        }
    }

    private void warn(CardCall call, String outcome, Duration took) {
        long now = System.nanoTime();
        long last = lastLogged.get();
        if (now - last < LOG_EVERY || !lastLogged.compareAndSet(last, now)) {
            unlogged.incrementAndGet();
            return;
        }
        log.warn(
                "Attempt {} of {} for checkout {} took {} ms and ended as {}; {} other slow calls since the last such line",
                call.attempt(),
                call.resource(),
                call.checkoutId(),
                took.toMillis(),
                outcome,
                unlogged.getAndSet(0));
    }
}
