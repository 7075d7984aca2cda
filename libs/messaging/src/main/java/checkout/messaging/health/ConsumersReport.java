package checkout.messaging.health;

import checkout.messaging.container.ConsumerSettings;
import checkout.messaging.container.SupervisedConsumer;
import checkout.messaging.fault.FaultCircuit.Halt;
import checkout.messaging.status.ConsumerStatus;
import checkout.messaging.status.ConsumerStatus.Assignment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Says of each consumer whether it does its work, from what it reported and from the metrics of its Kafka client. */
public final class ConsumersReport {
    private static final String LAST_POLL = "last-poll-seconds-ago";
    private static final String LAST_HEARTBEAT = "last-heartbeat-seconds-ago";

    private final List<SupervisedConsumer> consumers;
    private final ConsumerSettings settings;
    private final Clock clock;

    /**
     * A consumer.
     *
     * @param works whether it does its work
     * @param problems why it does not
     * @param note what may look like a problem and is none
     * @param halt why it is halted, as an operator can resume it
     * @param deferredHalt why its deferred messages are kept, which is resumed with it
     */
    public record Entry(
            String group,
            boolean works,
            List<String> problems,
            @Nullable String note,
            List<String> partitions,
            Map<String, String> gaps,
            @Nullable HaltEntry halt,
            @Nullable HaltEntry deferredHalt,
            @Nullable Long secondsSincePoll,
            @Nullable Long secondsSinceHeartbeat) {}

    /** Why and since when a consumer is halted. */
    public record HaltEntry(String cause, String description, Instant since) {
        static HaltEntry of(Halt halt) {
            return new HaltEntry(halt.cause().fingerprint(), halt.cause().description(), halt.since());
        }
    }

    public ConsumersReport(List<SupervisedConsumer> consumers, ConsumerSettings settings, Clock clock) {
        this.consumers = consumers;
        this.settings = settings;
        this.clock = clock;
    }

    public List<Entry> entries() {
        return consumers.stream().map(this::entry).toList();
    }

    /** Whether the consumer of a group does its work. */
    boolean works(String group) {
        return consumers.stream()
                .filter(consumer -> consumer.status().group().equals(group))
                .allMatch(consumer -> entry(consumer).works());
    }

    private Entry entry(SupervisedConsumer consumer) {
        ConsumerStatus status = consumer.status();
        HaltEntry halt = status.circuit().halted().map(HaltEntry::of).orElse(null);
        HaltEntry deferredHalt =
                status.deferredCircuit().halted().map(HaltEntry::of).orElse(null);
        List<String> problems = new ArrayList<>();
        if (!consumer.runs()) {
            problems.add("The consumer does not run; it is started again.");
        }
        if (halt != null) {
            problems.add("It is halted since %s: %s".formatted(halt.since(), halt.description()));
        }
        if (deferredHalt != null) {
            problems.add("Its deferred messages are kept since %s: %s"
                    .formatted(deferredHalt.since(), deferredHalt.description()));
        }
        status.gaps().forEach((partition, gap) -> problems.add("%s: %s".formatted(partition, gap)));
        status.problems().stream()
                .filter(problem -> problem.counts(clock.instant(), settings.stalledAfter()))
                .forEach(problem -> problems.add("%s (since %s)".formatted(problem.sentence(), problem.since())));
        Collection<Assignment> assignments = status.assignments();
        membership(assignments, consumer.container().getConcurrency(), problems);
        Double poll = longest(consumer, LAST_POLL);
        if (poll != null && poll > seconds(settings.stalledAfter())) {
            problems.add("It has not polled for %.0f s: it waits for the database, or for a handler.".formatted(poll));
        }
        Double heartbeat = longest(consumer, LAST_HEARTBEAT);
        if (heartbeat != null && heartbeat > seconds(settings.sessionTimeout())) {
            problems.add("Kafka was last reached %.0f s ago.".formatted(heartbeat));
        }
        List<String> partitions = assignments.stream()
                .flatMap(each -> each.partitions().stream())
                .map(TopicPartition::toString)
                .sorted()
                .toList();
        return new Entry(
                status.group(),
                problems.isEmpty(),
                problems,
                problems.isEmpty() ? note(assignments) : null,
                partitions,
                status.gaps().entrySet().stream()
                        .collect(Collectors.toMap(
                                gap -> gap.getKey().toString(), Map.Entry::getValue, (a, b) -> a, TreeMap::new)),
                halt,
                deferredHalt,
                poll == null ? null : poll.longValue(),
                heartbeat == null ? null : heartbeat.longValue());
    }

    private static @Nullable String note(Collection<Assignment> assignments) {
        if (assignments.stream().anyMatch(each -> each.lostAt() != null)) {
            return "Its group is distributing the partitions anew.";
        }
        return assignments.stream().allMatch(each -> each.partitions().isEmpty())
                ? "It has no partition, because the group has as many members as there are partitions."
                : null;
    }

    private void membership(Collection<Assignment> assignments, int members, List<String> problems) {
        if (assignments.size() < members) {
            problems.add("It has not joined its group yet.");
        }
        for (Assignment assignment : assignments) {
            Instant lostAt = assignment.lostAt();
            if (lostAt != null && lostAt.plus(settings.stalledAfter()).isBefore(clock.instant())) {
                problems.add("It waits for its partitions since %s.".formatted(lostAt));
            }
            if (!assignment.missingTopics().isEmpty()) {
                problems.add("Topics do not exist: %s".formatted(assignment.missingTopics()));
            }
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** The largest value of a metric of the clients; they report a negative value before the first occurrence. */
    private static @Nullable Double longest(SupervisedConsumer consumer, String metric) {
        Double longest = null;
        for (Map<MetricName, ? extends Metric> client :
                consumer.container().metrics().values()) {
            for (Map.Entry<MetricName, ? extends Metric> each : client.entrySet()) {
                if (each.getKey().name().equals(metric)
                        && each.getValue().metricValue() instanceof Double value
                        && value >= 0) {
                    longest = longest == null ? value : Math.max(longest, value);
                }
            }
        }
        return longest;
    }
}
