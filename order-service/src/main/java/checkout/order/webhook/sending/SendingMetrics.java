package checkout.order.webhook.sending;

import checkout.order.webhook.sending.FinishedAttempt.Result;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import org.springframework.stereotype.Component;

/** Counts attempts. */
@Component
class SendingMetrics {
    private final Counter delivered;
    private final Counter failed;

    SendingMetrics(MeterRegistry meters) {
        this.delivered = counter("delivered", meters);
        this.failed = counter("failed", meters);
    }

    private static Counter counter(String outcome, MeterRegistry meters) {
        return Counter.builder("checkout.webhooks.attempts")
                .description("Attempts to deliver webhooks")
                .tag("outcome", outcome)
                .register(meters);
    }

    void count(Collection<FinishedAttempt> attempts) {
        int successes = Math.toIntExact(attempts.stream()
                .filter(attempt -> attempt.result() == Result.DELIVERED)
                .count());
        delivered.increment(successes);
        failed.increment(attempts.size() - successes);
    }
}
