package checkout.relay.publish;

import checkout.relay.kafka.KafkaClientSettings;
import checkout.relay.kafka.ProducerSettings;
import checkout.relay.kafka.TopicCheck;
import checkout.relay.kafka.TopicLookup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends the rows of one source to Kafka in the given order, until one of them fails; after that it sends nothing more.
 *
 * <p>The producer is idempotent, so its retries neither duplicate nor reorder the records of a key, and it retries until
 * the delivery timeout. A row that fails then may not be overtaken by a later row of its key. So the first failure first
 * closes the producer, with everything that it has not sent yet, and is only then told to the caller, who has to read
 * the rows again and send them with another publisher. A row that Kafka refuses for good is kept aside instead and counts
 * as acknowledged. Rows are sent by one thread.
 */
public final class KafkaPublisher implements AutoCloseable {

    /** More rows than are usually sent before the first of them is acknowledged. */
    private static final int SENT_ALONE = 10_000;

    private static final Duration SUSPECT_PATIENCE = Duration.ofSeconds(10);

    private final CloudEventRecords cloudEvents = new CloudEventRecords();
    private final Producer<byte[], byte[]> producer;
    private final TopicCheck topics;
    private final RefusedRows refusedRows;
    private final RepeatedFailures repeated;
    private final AtomicReference<@Nullable PublishFailedException> failure = new AtomicReference<>();
    private final AtomicReference<@Nullable Suspect> suspect = new AtomicReference<>();
    private volatile boolean oneAccepted;
    private int toSendAlone = SENT_ALONE;

    /** A row that is quarantined as soon as Kafka accepts another, and otherwise ends the publisher. */
    private record Suspect(CommittedOutboxRow row, Exception why, KafkaSendBatch batch, long sinceNanos) {}

    KafkaPublisher(
            Producer<byte[], byte[]> producer, TopicCheck topics, RefusedRows refusedRows, RepeatedFailures repeated) {
        this.producer = producer;
        this.topics = topics;
        this.refusedRows = refusedRows;
        this.repeated = repeated;
    }

    /**
     * Connects a publisher with a producer of its own.
     *
     * @param maxUnacknowledgedBytes how many bytes the caller sends before it waits for acknowledgements
     */
    public static KafkaPublisher connect(
            KafkaClientSettings kafka,
            long maxUnacknowledgedBytes,
            RefusedRows refusedRows,
            RepeatedFailures repeated) {
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(ProducerSettings.of(kafka, maxUnacknowledgedBytes));
        TopicLookup lookup = new TopicLookup(kafka);
        return new KafkaPublisher(
                producer,
                new TopicCheck(producer, lookup::isMissing, kafka.relay().deliveryTimeout()),
                refusedRows,
                repeated);
    }

    /** Sends the rows without waiting; the returned batch tracks their acknowledgement. */
    public KafkaSendBatch send(List<CommittedOutboxRow> rows, PublishStats publishStats) {
        KafkaSendBatch batch = new KafkaSendBatch(rows);
        send(batch, publishStats);
        return batch;
    }

    /** Sends the rows of a batch that the caller tracks already. */
    public void send(KafkaSendBatch batch, PublishStats publishStats) {
        for (CommittedOutboxRow row : batch.rows()) {
            requireWorking();
            if (refusedRows.contains(row.id())) {
                batch.oneAcknowledged();
            } else {
                send(row, batch, publishStats);
                sendAlone();
            }
        }
    }

    /** While one row is searched that ends every publisher, the next is sent when Kafka has answered. */
    private void sendAlone() {
        if (toSendAlone == 0 || !repeated.sendAlone()) {
            return;
        }
        producer.flush();
        toSendAlone--;
        if (toSendAlone == 0) {
            repeated.forget();
        }
    }

    /** Throws the first failure, if there was one. */
    public void requireWorking() {
        Suspect waiting = suspect.get();
        if (waiting != null && System.nanoTime() - waiting.sinceNanos() > SUSPECT_PATIENCE.toNanos()) {
            stop(waiting.row(), waiting.why(), waiting.batch());
        }
        PublishFailedException first = failure.get();
        if (first != null) {
            throw first;
        }
    }

    private void send(CommittedOutboxRow row, KafkaSendBatch batch, PublishStats publishStats) {
        ProducerRecord<byte[], byte[]> record;
        try {
            record = cloudEvents.recordOf(row);
        } catch (UnpublishableRowException unpublishable) {
            keep(row, RowRefusal.of(unpublishable, row), batch);
            return;
        }
        try {
            RowSend rowSend = new RowSend(row, batch, publishStats);
            topics.require(row.topic());
            while (!rowSend.isAccepted(record)) {
                // the client forgets all topics when it has lost all brokers
                topics.forget(row.topic());
                topics.require(row.topic());
                requireWorking();
            }
        } catch (KafkaException | IllegalStateException failed) {
            notSent(row, failed, batch);
        }
    }

    /** One row on its way to Kafka. It does not keep the record, of which the producer has a copy. */
    private final class RowSend implements Callback {
        private final CommittedOutboxRow row;
        private final KafkaSendBatch batch;
        private final PublishStats publishStats;
        private final Thread sender = Thread.currentThread();
        private boolean accepting;
        private boolean timedOut;

        RowSend(CommittedOutboxRow row, KafkaSendBatch batch, PublishStats publishStats) {
            this.row = row;
            this.batch = batch;
            this.publishStats = publishStats;
        }

        /** Hands the row to the producer; false if the producer did not take it, because it does not know the topic. */
        boolean isAccepted(ProducerRecord<byte[], byte[]> record) {
            accepting = true;
            timedOut = false;
            try {
                var unused = producer.send(record, this);
            } finally {
                accepting = false;
            }
            return !timedOut;
        }

        @Override
        public void onCompletion(RecordMetadata metadata, @Nullable Exception failed) {
            if (failed == null) {
                publishStats.acknowledged(row, metadata);
                batch.oneAcknowledged();
                accepted();
            } else if (Thread.currentThread() == sender && accepting && failed instanceof TimeoutException) {
                timedOut = true;
            } else {
                notSent(row, failed, batch);
            }
        }
    }

    private void notSent(CommittedOutboxRow row, Exception why, KafkaSendBatch batch) {
        if (RowRefusal.isFinal(why)) {
            keep(row, RowRefusal.of(why, cloudEvents.recordOf(row)), batch);
        } else if (RowRefusal.isUnexplained(why) && repeated.isSuspect(row.id(), why)) {
            suspect.set(new Suspect(row, why, batch, System.nanoTime()));
            if (oneAccepted) {
                keepSuspect();
            }
        } else {
            stop(row, why, batch);
        }
    }

    private void stop(CommittedOutboxRow row, Exception why, KafkaSendBatch batch) {
        if (failure.get() == null && RowRefusal.isUnexplained(why)) {
            repeated.ended(row.id(), why);
        }
        stop(new PublishFailedException(row, "Kafka did not accept it (" + why.getMessage() + ")", why), batch);
    }

    private void accepted() {
        oneAccepted = true;
        if (suspect.get() != null) {
            keepSuspect();
        }
    }

    private void keepSuspect() {
        Suspect found = suspect.getAndSet(null);
        if (found != null) {
            repeated.forget();
            keep(
                    found.row(),
                    RowRefusal.of(found.why(), cloudEvents.recordOf(found.row()))
                            .repeated(),
                    found.batch());
        }
    }

    private void keep(CommittedOutboxRow row, RowRefusal refusal, KafkaSendBatch batch) {
        var unused = refusedRows.keep(row, refusal).whenComplete((done, notKept) -> {
            if (notKept == null) {
                batch.oneAcknowledged();
            } else {
                stop(
                        new PublishFailedException(
                                row,
                                "Kafka refuses it (%s), and it could not be quarantined".formatted(refusal.reason()),
                                notKept),
                        batch);
            }
        });
    }

    /** Stops first and tells then. Closing without waiting drops what the producer has not sent. */
    private void stop(PublishFailedException failed, KafkaSendBatch batch) {
        if (failure.compareAndSet(null, failed)) {
            producer.close(Duration.ZERO);
        }
        batch.fail(failed);
    }

    /** Does not wait for unsent records: what Kafka has not acknowledged is read from the slot again. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
