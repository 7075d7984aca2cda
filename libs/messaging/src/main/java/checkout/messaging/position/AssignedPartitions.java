package checkout.messaging.position;

import checkout.messaging.position.PositionTable.Positions;
import checkout.messaging.position.StartingPoint.Gap;
import checkout.messaging.position.StartingPoint.Offset;
import checkout.messaging.status.ConsumerStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The partitions of one consumer. A partition is paused until it is known where to begin; one with a gap stays paused and
 * does not keep the others from being read.
 */
final class AssignedPartitions {
    private static final Logger log = LoggerFactory.getLogger(AssignedPartitions.class);
    private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(5);
    private static final long RETRY_NANOS = Duration.ofSeconds(2).toNanos();

    private final Consumer<byte[], byte[]> kafka;
    private final ConsumerPositions positions;
    private final TopicIds topicIds;
    private final ConsumerStatus status;
    private final Set<TopicPartition> waiting = new HashSet<>();
    private final Set<TopicPartition> pausedByContainer = new HashSet<>();
    private final Set<TopicPartition> removedDuringRetry = new HashSet<>();
    private Collection<String> topics = List.of();
    private long retryAt = System.nanoTime();

    AssignedPartitions(
            Consumer<byte[], byte[]> kafka, ConsumerPositions positions, TopicIds topicIds, ConsumerStatus status) {
        this.kafka = kafka;
        this.positions = positions;
        this.topicIds = topicIds;
        this.status = status;
    }

    /** Looks for the starting points of new partitions before the container learns of them. */
    ConsumerRebalanceListener before(ConsumerRebalanceListener container) {
        return new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                assigned(partitions);
                container.onPartitionsAssigned(partitions);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                container.onPartitionsRevoked(partitions);
                // so that whoever gets them does not begin a second earlier
                positions.write();
                removed(partitions);
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> partitions) {
                container.onPartitionsLost(partitions);
                removed(partitions);
            }
        };
    }

    private void assigned(Collection<TopicPartition> partitions) {
        waitFor(partitions);
        retryAt = System.nanoTime();
        findStartingPoints();
        giveUpRetriedPoll(partitions);
        Set<TopicPartition> all = kafka.assignment();
        status.assigned(this, all, all.isEmpty() ? missingTopics() : List.of());
    }

    /**
     * The container may still retry a poll from before the partition was taken away. What was handled before that poll is not
     * certain any more, so its records are read again.
     */
    private void giveUpRetriedPoll(Collection<TopicPartition> partitions) {
        Set<TopicPartition> retried = new HashSet<>(partitions);
        retried.retainAll(removedDuringRetry);
        positions.lookAgain(status.group(), retried);
        removedDuringRetry.clear();
    }

    private void removed(Collection<TopicPartition> partitions) {
        partitions.stream().filter(pausedByContainer::contains).forEach(removedDuringRetry::add);
        positions.forget(status.group(), partitions);
        partitions.forEach(waiting::remove);
        partitions.forEach(pausedByContainer::remove);
        partitions.forEach(status::noGap);
        status.unassigned(this);
    }

    /** The records that a partition continues with do not exist. */
    void outOfRange(Collection<TopicPartition> partitions) {
        waitFor(partitions);
        retryAt = System.nanoTime();
    }

    /**
     * Finds out anew where to read the partitions whose positions are no longer what this process knows. Not while the
     * container retries a poll, which it does while they are paused: that poll must be given up first.
     */
    void followPositions() {
        if (!positions.anyOutdated()) {
            return;
        }
        Set<TopicPartition> candidates = new HashSet<>(kafka.assignment());
        candidates.removeAll(pausedByContainer);
        Set<TopicPartition> outdated = positions.takeOutdated(status.group(), candidates);
        if (!outdated.isEmpty()) {
            waitFor(outdated);
            retryAt = System.nanoTime();
        }
    }

    private void waitFor(Collection<TopicPartition> partitions) {
        positions.forget(status.group(), partitions);
        waiting.addAll(partitions);
        kafka.pause(partitions);
        // any position: without one the client asks Kafka for the committed one, and fails if there is none
        partitions.forEach(partition -> kafka.seek(partition, 0));
    }

    void pause(Collection<TopicPartition> partitions) {
        pausedByContainer.addAll(partitions);
        kafka.pause(partitions);
    }

    void resume(Collection<TopicPartition> partitions) {
        partitions.forEach(pausedByContainer::remove);
        kafka.resume(partitions.stream().filter(each -> !waiting.contains(each)).toList());
    }

    /** Begins to read the partitions whose starting point is found. The others are looked at again later. */
    void findStartingPoints() {
        if (waiting.isEmpty() || System.nanoTime() - retryAt < 0) {
            return;
        }
        retryAt = System.nanoTime() + RETRY_NANOS;
        String problem = "finding the position on " + Thread.currentThread().getName();
        try {
            Set<TopicPartition> looked = Set.copyOf(waiting);
            Positions<TopicPartition> stored = positions.stored(status.group());
            Map<String, UUID> ids =
                    topicIds.of(looked.stream().map(TopicPartition::topic).collect(Collectors.toSet()));
            Map<TopicPartition, Long> oldest = kafka.beginningOffsets(looked, KAFKA_TIMEOUT);
            Map<TopicPartition, Long> end = kafka.endOffsets(looked, KAFKA_TIMEOUT);
            Map<TopicPartition, OffsetAndMetadata> begun = new HashMap<>();
            for (TopicPartition partition : looked) {
                UUID topicId = ids.get(partition.topic());
                switch (StartingPoint.of(
                        stored.rows().get(partition),
                        topicId,
                        oldest.getOrDefault(partition, 0L),
                        end.getOrDefault(partition, 0L))) {
                    case Offset from -> {
                        begin(partition, new ReadPartition(topicId, stored.timeline(), from.offset()), from);
                        begun.put(partition, new OffsetAndMetadata(from.offset()));
                    }
                    case Gap gap -> status.gap(partition, gap.sentence());
                }
            }
            commit(begun);
            status.works(problem);
        } catch (WakeupException ends) {
            throw ends;
        } catch (DataAccessException | KafkaException failure) {
            // the partitions stay paused
            status.fails(problem, failure, !(failure instanceof AuthorizationException));
        }
    }

    private void begin(TopicPartition partition, ReadPartition read, Offset from) {
        if (from.reason() == StartingPoint.Reason.STORED) {
            positions.resume(status.group(), partition, read);
        } else {
            positions.begin(status.group(), partition, read);
        }
        waiting.remove(partition);
        status.noGap(partition);
        kafka.seek(partition, from.offset());
        if (!pausedByContainer.contains(partition)) {
            kafka.resume(List.of(partition));
        }
        switch (from.reason()) {
            case STORED -> log.debug("{} continues in {} at offset {}", status.group(), partition, from.offset());
            case FIRST_START ->
                log.info(
                        "{} reads {} for the first time, from the oldest record, offset {}",
                        status.group(),
                        partition,
                        from.offset());
            case OPERATOR ->
                log.warn(
                        "{} continues in {} at the oldest record, offset {}, as an operator decided",
                        status.group(),
                        partition,
                        from.offset());
        }
    }

    /**
     * Kafka's tools tell how far a group is by what it has committed. Where that is something else, because someone has reset it
     * or the database has gone back, it would stay so until the partition has a new record.
     */
    private void commit(Map<TopicPartition, OffsetAndMetadata> begun) {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = kafka.committed(begun.keySet(), KAFKA_TIMEOUT);
            Map<TopicPartition, OffsetAndMetadata> others = new HashMap<>(begun);
            others.entrySet().removeIf(each -> isAt(each.getValue().offset(), committed.get(each.getKey())));
            if (!others.isEmpty()) {
                kafka.commitSync(others, KAFKA_TIMEOUT);
            }
        } catch (WakeupException ends) {
            throw ends;
        } catch (KafkaException unchanged) {
            // nothing depends on it but what the tools show, and the next records of the partition correct it
            log.debug("The offsets that {} begins at are not committed in Kafka", status.group(), unchanged);
        }
    }

    private static boolean isAt(long offset, @Nullable OffsetAndMetadata committed) {
        return committed != null && committed.offset() == offset;
    }

    /** The topics subscribed to. */
    void topics(Collection<String> subscribed) {
        this.topics = subscribed;
    }

    /** Why there are no partitions: not because the topics have fewer than the group has members. */
    private List<String> missingTopics() {
        List<String> missing = new ArrayList<>();
        for (String topic : topics) {
            try {
                if (kafka.partitionsFor(topic, KAFKA_TIMEOUT).isEmpty()) {
                    missing.add(topic);
                }
            } catch (WakeupException ends) {
                throw ends;
            } catch (KafkaException unknown) {
                missing.add(topic);
            }
        }
        return missing;
    }
}
