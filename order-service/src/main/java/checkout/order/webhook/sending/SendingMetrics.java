package checkout.order.webhook.sending;

import checkout.order.webhook.endpoint.EndpointStatus;
import checkout.order.webhook.endpoint.Endpoints;
import checkout.order.webhook.sending.FinishedAttempt.Result;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Counts attempts, and the endpoints that are suspended. */
@Component
class SendingMetrics {
    private static final Logger log = LoggerFactory.getLogger(SendingMetrics.class);

    private final Endpoints endpoints;
    private final AtomicInteger suspended = new AtomicInteger();
    private final Counter delivered;
    private final Counter failed;

    SendingMetrics(Endpoints endpoints, MeterRegistry meters) {
        this.endpoints = endpoints;
        this.delivered = counter("delivered", meters);
        this.failed = counter("failed", meters);
        Gauge.builder("checkout.webhooks.suspended", suspended, AtomicInteger::get)
                .description("Webhook endpoints that are suspended")
                .register(meters);
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

    @Scheduled(fixedDelayString = "${checkout.webhooks.sending.count-every:PT30S}")
    void countSuspended() {
        try {
            suspended.set(endpoints.count(EndpointStatus.SUSPENDED));
        } catch (DataAccessException passing) {
            log.warn("Counting suspended webhook endpoints failed and will be repeated: {}", passing.toString());
        }
    }
}
