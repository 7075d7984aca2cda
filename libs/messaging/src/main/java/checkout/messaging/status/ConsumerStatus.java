package checkout.messaging.status;

import checkout.messaging.fault.FaultCause;
import checkout.messaging.fault.FaultCircuit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the consumers of one subscription report while they work: what does not work at the moment, and which partitions
 * they have. A change is logged once, however often something is tried again.
 */
public final class ConsumerStatus {
    private static final Logger log = LoggerFactory.getLogger(ConsumerStatus.class);

    private final String group;
    private final FaultCircuit circuit;
    private final FaultCircuit deferredCircuit;
    private final Clock clock;
    private final Map<String, Problem> problems = new ConcurrentHashMap<>();
    private final Map<TopicPartition, String> gaps = new ConcurrentHashMap<>();
    private final Map<Object, Assignment> assignments = new ConcurrentHashMap<>();

    /**
     * Something that does not work.
     *
     * @param kind tells whether it is the same problem as before
     * @param passes whether it usually passes by itself, such as a deadlock; then only a lasting one counts
     */
    public record Problem(String kind, String sentence, boolean passes, Instant since) {
        public boolean counts(Instant now, Duration patience) {
            return !passes || since.plus(patience).isBefore(now);
        }
    }

    /**
     * The partitions of one consumer; a consumer without partitions is fine if the topics exist.
     *
     * @param lostAt since when the consumer waits for its next partitions; null if it does not wait
     */
    public record Assignment(
            Set<TopicPartition> partitions,
            List<String> missingTopics,
            @Nullable Instant lostAt) {}

    /**
     * Creates the status of a group.
     *
     * @param circuit halts the consumers
     * @param deferredCircuit halts the retry of deferred messages; it is another one, because a poll that can be handled says
     *     nothing about these
     */
    public ConsumerStatus(String group, FaultCircuit circuit, FaultCircuit deferredCircuit, Clock clock) {
        this.group = group;
        this.circuit = circuit;
        this.deferredCircuit = deferredCircuit;
        circuit.sharesCausesWith(deferredCircuit);
        this.clock = clock;
    }

    /** Something does not work and is tried again. */
    public void fails(String what, Throwable failure, boolean passes) {
        String kind = failure.getClass().getName();
        Problem before = problems.get(what);
        if (before != null && before.kind().equals(kind)) {
            return;
        }
        String sentence = "%s: %s".formatted(what, failure);
        problems.put(what, new Problem(kind, sentence, passes, before == null ? clock.instant() : before.since()));
        if (passes) {
            log.warn("The consumer of {} waits and tries again. {}", group, sentence);
        } else {
            log.error("The consumer of {} does not work and tries again. {}", group, sentence, failure);
        }
    }

    /** It works, or works again. */
    public void works(String what) {
        if (problems.isEmpty()) {
            return;
        }
        Problem before = problems.remove(what);
        if (before != null) {
            log.warn(
                    "The consumer of {} works again, after {}. {}",
                    group,
                    Duration.between(before.since(), clock.instant()),
                    before.sentence());
        }
    }

    /** A partition is not read, because records are missing. */
    public void gap(TopicPartition partition, String sentence) {
        if (!Objects.equals(gaps.put(partition, sentence), sentence)) {
            log.error("{} of {} is not read any further. {}", partition, group, sentence);
        }
    }

    /** A partition is read, or belongs to another consumer. */
    public void noGap(TopicPartition partition) {
        gaps.remove(partition);
    }

    public void assigned(Object consumer, Collection<TopicPartition> partitions, List<String> missingTopics) {
        assignments.put(consumer, new Assignment(Set.copyOf(partitions), missingTopics, null));
    }

    /** The group is being rebalanced, and the consumer waits for its next partitions. */
    public void unassigned(Object consumer) {
        assignments.put(consumer, new Assignment(Set.of(), List.of(), clock.instant()));
    }

    public void closed(Object consumer) {
        assignments.remove(consumer);
    }

    /** Forgets everything, because the consumers were stopped on purpose. */
    public void clear() {
        problems.clear();
        clearExcept("");
        deferredCircuit.forget();
    }

    /** Forgets what consumers reported that have ended. */
    public void clearExcept(String what) {
        problems.keySet().removeIf(problem -> !problem.equals(what));
        gaps.clear();
        assignments.clear();
        circuit.forget();
    }

    public String group() {
        return group;
    }

    public FaultCircuit circuit() {
        return circuit;
    }

    public FaultCircuit deferredCircuit() {
        return deferredCircuit;
    }

    /** The causes for which the consumers are halted, or the retry of deferred messages is, each once. */
    public Collection<FaultCause> haltedFor() {
        Map<String, FaultCause> causes = new LinkedHashMap<>();
        Stream.of(circuit, deferredCircuit)
                .flatMap(each -> each.halted().stream())
                .forEach(each -> causes.put(each.cause().fingerprint(), each.cause()));
        return causes.values();
    }

    public Collection<Problem> problems() {
        return problems.values();
    }

    public Map<TopicPartition, String> gaps() {
        return gaps;
    }

    public Collection<Assignment> assignments() {
        return assignments.values();
    }
}
