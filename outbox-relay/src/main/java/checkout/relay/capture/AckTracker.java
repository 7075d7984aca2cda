package checkout.relay.capture;

import checkout.relay.leadership.RelayLeadership;
import checkout.relay.publish.CommittedOutboxRow;
import checkout.relay.publish.KafkaPublisher;
import checkout.relay.publish.KafkaSendBatch;
import checkout.relay.publish.PublishStats;
import checkout.relay.slot.SlotProgress;
import io.debezium.engine.DebeziumEngine.ChangeConsumer;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends captured rows to Kafka without waiting, and confirms to the slot only what Kafka has acknowledged, in order.
 *
 * <p>Batches overlap: the next one is sent while Kafka works on the one before. The producer keeps the order of a key, so the overlap costs no guarantee.
 * A position is confirmed in three steps: Kafka acknowledges every row before it, the position is saved, the slot is told. Only the engine's polling
 * thread calls this class, with every batch and also after every poll that found nothing. It fails when the publisher has
 * failed, and ends the engine with that.
 */
final class AckTracker implements ChangeConsumer<RecordChangeEvent<SourceRecord>> {

    private static final Logger log = LoggerFactory.getLogger(AckTracker.class);
    private static final Duration SILENCE_REPORTED_AFTER = Duration.ofSeconds(10);

    private final String source;
    private final OutboxRowReader reader = new OutboxRowReader();
    private final ArrayDeque<InFlight> inFlight = new ArrayDeque<>();
    private final RelayLeadership leadership;
    private final KafkaPublisher publisher;
    private final PublishStats publishStats;
    private final SlotProgress progress;
    private final long confirmIntervalNanos;
    private final long maxBytesInFlight;

    private long bytesInFlight;
    private @Nullable SourceRecord lastAcknowledged;
    private @Nullable Instant publishedTo;
    private @Nullable PendingSave pendingSave;
    private boolean sendingEnded;
    private boolean silenceReported;
    private long savedPosition;
    private long savedAtNanos = System.nanoTime();
    private volatile boolean confirming;
    private volatile @Nullable CompletableFuture<Void> finished;
    private volatile @Nullable KafkaSendBatch oldestInFlight;

    AckTracker(
            String source,
            RelayLeadership leadership,
            KafkaPublisher publisher,
            PublishStats publishStats,
            SlotProgress progress,
            Duration confirmInterval,
            long maxBytesInFlight) {
        this.source = source;
        this.leadership = leadership;
        this.publisher = publisher;
        this.publishStats = publishStats;
        this.progress = progress;
        this.confirmIntervalNanos = confirmInterval.toNanos();
        this.maxBytesInFlight = maxBytesInFlight;
    }

    /**
     * Whether more rows may be sent. If not, waits a moment for acknowledgements; the rows that are not polled meanwhile
     * fill the engine's queue, then the connection, and then they wait in PostgreSQL.
     */
    boolean awaitRoom(Duration patience) throws InterruptedException {
        InFlight oldest = inFlight.peek();
        if (oldest == null || bytesInFlight < maxBytesInFlight) {
            return true;
        }
        oldest.batch.awaitAtMost(patience);
        return false;
    }

    /** Sends the rows of the polled records and returns the record that may be confirmed to the slot, if any. */
    List<SourceRecord> publish(List<SourceRecord> polled) {
        publisher.requireWorking();
        CompletableFuture<Void> finished = this.finished;
        boolean finishing = finished != null;
        for (SourceRecord record : polled) {
            send(record, finishing);
        }
        removeAcknowledged();
        reportSilence();
        saveAcknowledged(finishing);
        completeIfFinished(finished);
        return saved();
    }

    /** Confirms the records that {@link #publish} has returned. */
    @Override
    public void handleBatch(
            List<RecordChangeEvent<SourceRecord>> saved, RecordCommitter<RecordChangeEvent<SourceRecord>> slot)
            throws InterruptedException {
        for (RecordChangeEvent<SourceRecord> event : saved) {
            slot.markProcessed(event);
        }
        slot.markBatchFinished();
        pendingSave = null;
        completeIfFinished(finished);
    }

    private void completeIfFinished(@Nullable CompletableFuture<Void> finished) {
        boolean nothingPending = inFlight.isEmpty() && lastAcknowledged == null && pendingSave == null;
        if (finished != null && sendingEnded && nothingPending) {
            finished.complete(null);
        }
    }

    // The commit position of a row is known only from the record after it. So when finishing, one record without rows
    // is still taken; the first record with rows ends the sending and is left to the next start.
    private void send(SourceRecord record, boolean finishing) {
        List<CommittedOutboxRow> rows = reader.rowsIn(BatchingQueue.batchIn(record));
        if (finishing && (sendingEnded || !rows.isEmpty())) {
            sendingEnded = true;
            return;
        }
        if (!rows.isEmpty()) {
            leadership.requireHeld();
        }
        KafkaSendBatch batch = new KafkaSendBatch(rows);
        // before the sending, which may have to wait for Kafka
        inFlight.add(new InFlight(withoutRows(record), WalPosition.publishedTo(record, rows), batch));
        bytesInFlight += batch.approximateBytes();
        if (oldestInFlight == null) {
            oldestInFlight = batch;
        }
        publisher.send(batch, publishStats);
        sendingEnded = finishing;
    }

    /** What the engine needs to confirm a record; its rows would take memory until then. */
    private static SourceRecord withoutRows(SourceRecord record) {
        return new SourceRecord(record.sourcePartition(), record.sourceOffset(), record.topic(), null, null);
    }

    private void removeAcknowledged() {
        InFlight head = inFlight.peek();
        while (head != null && head.batch.isAcknowledged()) {
            lastAcknowledged = head.record;
            bytesInFlight -= head.batch.approximateBytes();
            publishedTo = head.publishedTo == null ? publishedTo : head.publishedTo;
            inFlight.remove();
            head = inFlight.peek();
        }
        oldestInFlight = head == null ? null : head.batch;
    }

    /** Once when Kafka has become silent, and once when it answers again: the client's own warnings repeat all the time. */
    private void reportSilence() {
        boolean silent = unacknowledgedFor().compareTo(SILENCE_REPORTED_AFTER) > 0;
        if (silent && !silenceReported) {
            log.warn(
                    "Kafka has not acknowledged any row of source {} for {} s. Reading stops when {} bytes are unacknowledged; the rows wait in PostgreSQL",
                    source,
                    SILENCE_REPORTED_AFTER.toSeconds(),
                    maxBytesInFlight);
        } else if (!silent && silenceReported) {
            log.info("Kafka acknowledges the rows of source {} again", source);
        }
        silenceReported = silent;
    }

    private void saveAcknowledged(boolean immediately) {
        SourceRecord record = lastAcknowledged;
        if (record != null && !confirming) {
            // what is sent now is sent again by the next start
            lastAcknowledged = immediately ? null : record;
            return;
        }
        if (record == null
                || pendingSave != null
                || (!immediately && System.nanoTime() - savedAtNanos < confirmIntervalNanos)) {
            return;
        }
        long position = WalPosition.confirmableBy(record);
        if (position > savedPosition) {
            pendingSave = new PendingSave(record, progress.save(position, publishedTo, publishStats.newestBySchema()));
            savedPosition = position;
            savedAtNanos = System.nanoTime();
        }
        lastAcknowledged = null;
    }

    private List<SourceRecord> saved() {
        PendingSave pending = pendingSave;
        if (pending == null || !pending.saved.isDone()) {
            return List.of();
        }
        pending.saved.join();
        return List.of(pending.record);
    }

    /**
     * Allows to save positions. The first one hides where the slot was, so none is saved before the slot has been looked at
     * while this engine reads it.
     */
    void allowConfirming() {
        confirming = true;
    }

    /** Stops sending; completes when everything that was sent is acknowledged, saved and on its way to the slot. */
    CompletableFuture<Void> finish() {
        CompletableFuture<Void> finished = new CompletableFuture<>();
        this.finished = finished;
        return finished;
    }

    /**
     * How long the oldest unacknowledged batch has been in flight. Asks the batch itself, because an idle engine may not
     * have polled since it was acknowledged.
     */
    Duration unacknowledgedFor() {
        KafkaSendBatch oldest = oldestInFlight;
        return oldest == null || oldest.isAcknowledged()
                ? Duration.ZERO
                : Duration.ofNanos(System.nanoTime() - oldest.sentAtNanos());
    }

    private record InFlight(SourceRecord record, @Nullable Instant publishedTo, KafkaSendBatch batch) {}

    private record PendingSave(SourceRecord record, CompletableFuture<Void> saved) {}
}
