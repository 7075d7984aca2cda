package checkout.messaging.hop;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a service knows about one message that was sent to it.
 *
 * @param group the consumer group that reads the topic of the message
 * @param database null if the database did not say it; {@code databaseUnknown} says why
 * @param kafka null if Kafka did not say it or was not asked; {@code kafkaUnknown} says why
 */
public record MessageReport(
        String group,
        @Nullable DatabaseFacts database,
        @Nullable String databaseUnknown,
        @Nullable KafkaFacts kafka,
        @Nullable String kafkaUnknown,
        ConsumerFacts consumer) {

    /**
     * What the database of the service has about the message.
     *
     * @param schema where its outbox is
     * @param received whether it is in the inbox
     * @param deferredSince since when it waits for a locked row; null if it does not
     * @param lockedRow the row that it waits for, if that is known
     * @param positions where the group stands in each partition of the topic
     * @param answer the message that the service has sent because of it
     * @param answerUnknown why it is not known whether there is an answer
     * @param pending what the service still has to do before it can answer
     * @param remembersSince what was sent before may have been received and forgotten; null if the service does not say it
     */
    public record DatabaseFacts(
            String schema,
            boolean received,
            @Nullable Instant deferredSince,
            @Nullable String lockedRow,
            List<Position> positions,
            @Nullable Answer answer,
            @Nullable String answerUnknown,
            List<PendingWork> pending,
            @Nullable Instant remembersSince) {

        /** Whether it is in the inbox, or something is there because of it. */
        public boolean wasReceived() {
            return received || deferredSince != null || answer != null || !pending.isEmpty();
        }

        /** Where the group stands in a partition, if it has begun to read it. */
        public Optional<Position> position(int partition) {
            return positions.stream()
                    .filter(each -> each.partition() == partition)
                    .findFirst();
        }
    }

    /**
     * Where a group stands in a partition.
     *
     * @param next the offset of the next record; null for the oldest record that Kafka has
     * @param secondsSinceMoved how long ago it was written
     */
    public record Position(int partition, @Nullable Long next, double secondsSinceMoved) {}

    /** A message that the service has sent because of the one that was asked about. */
    public record Answer(UUID id, String type, String topic) {
        private static final String DEAD_LETTERS = ".dlt";

        /** Whether it is no answer, but the message itself, which the service could not handle. */
        public boolean isDeadLetter() {
            return topic.endsWith(DEAD_LETTERS);
        }
    }

    /**
     * Where the message is in Kafka.
     *
     * @param offset null if it was not found
     * @param end the offset after the last record of the partition
     * @param searchedAll whether every record was looked at that may be the message
     * @param reader the member of the group that reads the partition; null if there is none, or if {@code readerUnknown}
     * @param readerUnknown why it is not known who reads the partition
     */
    public record KafkaFacts(
            String topic,
            int partition,
            @Nullable Long offset,
            long end,
            boolean searchedAll,
            @Nullable String reader,
            @Nullable String readerUnknown) {

        public String place() {
            return topic + "-" + partition;
        }
    }

    /**
     * The consumer of the instance that was asked.
     *
     * @param partitions those that it reads
     * @param problems why it does not do its work
     */
    public record ConsumerFacts(List<String> partitions, List<String> problems) {}

    /**
     * What a service still has to do before it can answer a message.
     *
     * @param owner who has to act, such as the service itself or somebody whom it calls
     * @param sentence what is to be done, how often it was tried, what came of it, and when it is tried next
     */
    public record PendingWork(String owner, String sentence) {}
}
