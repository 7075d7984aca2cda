package checkout.messaging.consumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts records by outcome: handled, duplicate, dead or deferred. */
final class ConsumerMetrics {
    private final Counter handled;
    private final Counter duplicates;
    private final Counter dead;
    private final Counter deferred;

    ConsumerMetrics(MeterRegistry meters, String group) {
        this.handled = counter(meters, group, "handled");
        this.duplicates = counter(meters, group, "duplicate");
        this.dead = counter(meters, group, "dead");
        this.deferred = counter(meters, group, "deferred");
    }

    private static Counter counter(MeterRegistry meters, String group, String outcome) {
        return Counter.builder("checkout.messages")
                .tag("group", group)
                .tag("outcome", outcome)
                .register(meters);
    }

    void count(PollTransaction.Tally tally) {
        handled.increment(tally.handled());
        duplicates.increment(tally.duplicates());
        dead.increment(tally.dead());
        deferred.increment(tally.deferred());
    }
}
