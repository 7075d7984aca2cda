package checkout.payment.limit;

import checkout.payment.provider.CardAnswer;
import checkout.payment.provider.CardCall;
import checkout.payment.provider.CardSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Counts and times the calls to the provider, and logs slow ones with their times, one a second at most. */
@Component
public class CardCallMetrics {
    private static final Logger log = LoggerFactory.getLogger(CardCallMetrics.class);
    private static final long LOG_EVERY = Duration.ofSeconds(1).toNanos();

    private static final Duration[] BUCKETS = Arrays.stream(
                    new long[] {5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000})
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry meters;
    private final Duration slowAfter;
    private final Map<Outcome, CallMeters> byOutcome = new ConcurrentHashMap<>();
    private final AtomicLong unlogged = new AtomicLong();
    private final AtomicLong lastLogged = new AtomicLong(System.nanoTime() - LOG_EVERY);

    CardCallMetrics(MeterRegistry meters, CardSettings settings) {
        this.meters = meters;
        this.slowAfter = settings.slowAfter();
    }

    private record Outcome(String resource, Class<? extends CardAnswer> answer) {
        String name() {
            return answer.getSimpleName().toLowerCase(Locale.ROOT);
        }
    }

    private record CallMeters(Counter calls, Timer time, Counter slow) {}

    public void record(CardCall call, CardAnswer answer, Duration took) {
        Outcome outcome = new Outcome(call.resource(), answer.getClass());
        CallMeters of = byOutcome.computeIfAbsent(outcome, this::meters);
        of.calls().increment();
        of.time().record(took);
        if (took.compareTo(slowAfter) >= 0) {
            of.slow().increment();
            warn(call, outcome.name(), took);
        }
    }

    private CallMeters meters(Outcome outcome) {
        return new CallMeters(
                Counter.builder("checkout.card.calls")
                        .description("Calls to the card provider")
                        .tag("resource", outcome.resource())
                        .tag("outcome", outcome.name())
                        .register(meters),
                Timer.builder("checkout.card.call.time")
                        .description("How long calls to the card provider took")
                        .tag("resource", outcome.resource())
                        .serviceLevelObjectives(BUCKETS)
                        .register(meters),
                Counter.builder("checkout.card.slow.calls")
                        .description("Calls that took longer than checkout.payment.card.slow-after")
                        .tag("resource", outcome.resource())
                        .register(meters));
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
