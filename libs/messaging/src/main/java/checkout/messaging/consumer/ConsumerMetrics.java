package checkout.messaging.consumer;

import checkout.messaging.status.ConsumerStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts records by outcome: handled, duplicate, dead or deferred; and says whether the consumer is halted and partitions have gaps. */
final class ConsumerMetrics {
    private final Counter handled;
    private final Counter duplicates;
    private final Counter dead;
    private final Counter deferred;

    ConsumerMetrics(MeterRegistry meters, ConsumerStatus status) {
        String group = status.group();
        this.handled = counter(meters, group, "handled");
        this.duplicates = counter(meters, group, "duplicate");
        this.dead = counter(meters, group, "dead");
        this.deferred = counter(meters, group, "deferred");
        Gauge.builder("checkout.consumer.halted", status, s -> s.haltedFor().isEmpty() ? 0 : 1)
                .description(
                        "1 if the consumer of the group, or the retry of its deferred messages, is halted until the"
                                + " cause is gone or an operator resumes it")
                .tag("group", group)
                .register(meters);
        Gauge.builder("checkout.consumer.gaps", status, s -> s.gaps().size())
                .description("Partitions that are not read, because records are missing")
                .tag("group", group)
                .register(meters);
    }

    private static Counter counter(MeterRegistry meters, String group, String outcome) {
        return Counter.builder("checkout.messages")
                .description("Records by what became of them")
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
