package checkout.relay.capture;

import checkout.relay.leadership.Leadership;
import checkout.relay.publish.CapturedRow;
import checkout.relay.publish.KafkaPublisher;
import checkout.relay.publish.PublishStats;
import checkout.relay.publish.SendBatch;
import checkout.relay.slot.ConfirmedPositionNote;
import io.debezium.engine.DebeziumEngine.ChangeConsumer;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Passes captured rows to Kafka without waiting, and lets be confirmed to the slot only what Kafka has acknowledged, in order.
 *
 * <p>Batches overlap: while Kafka works on one, the next is sent. The producer keeps the order of a key, so overlapping costs no guarantee. A position goes through
 * three hands: Kafka acknowledged every row before it, the note of it is committed, the slot is told. Called by the engine's polling thread
 * alone, which comes by with every batch and whenever it has looked for one in vain.
 */
final class AckTracker implements ChangeConsumer<RecordChangeEvent<SourceRecord>> {

    private final OutboxRowReader reader = new OutboxRowReader();
    private final ArrayDeque<Underway> underway = new ArrayDeque<>();
    private final Leadership leadership;
    private final KafkaPublisher publisher;
    private final PublishStats publishStats;
    private final ConfirmedPositionNote progress;
    private final long confirmNanos;

    private @Nullable SourceRecord acknowledged;
    private @Nullable Noting noting;
    private boolean lastSent;
    private long notedPosition;
    private long notedAtNanos = System.nanoTime();
    private volatile @Nullable CompletableFuture<Void> finishing;
    private volatile @Nullable SendBatch oldestUnderway;

    AckTracker(
            Leadership leadership,
            KafkaPublisher publisher,
            PublishStats publishStats,
            ConfirmedPositionNote progress,
            Duration confirm) {
        this.leadership = leadership;
        this.publisher = publisher;
        this.publishStats = publishStats;
        this.progress = progress;
        this.confirmNanos = confirm.toNanos();
    }

    /** Sends the rows of what was polled; what may be confirmed to the slot comes back. */
    List<SourceRecord> publish(List<SourceRecord> polled) {
        CompletableFuture<Void> finishing = this.finishing;
        for (SourceRecord record : polled) {
            send(record, finishing != null);
        }
        takeAcknowledged();
        noteAcknowledged(finishing != null);
        endIfFinished(finishing);
        return noted();
    }

    /** Confirms what {@link #publish} has let through. */
    @Override
    public void handleBatch(
            List<RecordChangeEvent<SourceRecord>> noted, RecordCommitter<RecordChangeEvent<SourceRecord>> slot)
            throws InterruptedException {
        for (RecordChangeEvent<SourceRecord> event : noted) {
            slot.markProcessed(event);
        }
        slot.markBatchFinished();
        noting = null;
        endIfFinished(finishing);
    }

    private void endIfFinished(@Nullable CompletableFuture<Void> finishing) {
        if (finishing != null && lastSent && underway.isEmpty() && acknowledged == null && noting == null) {
            finishing.complete(null);
        }
    }

    // A row's own commit is known only from what comes after it; so even when finishing, what carries no rows is taken,
    // up to the first row that is left
    // to the next start.
    private void send(SourceRecord record, boolean finishing) {
        List<CapturedRow> rows = reader.rowsIn(BatchingQueue.batchIn(record));
        if (finishing && (lastSent || !rows.isEmpty())) {
            lastSent = true;
            return;
        }
        if (!rows.isEmpty()) {
            leadership.demand();
        }
        underway.add(new Underway(record, publisher.send(rows, publishStats)));
        lastSent = finishing;
    }

    private void takeAcknowledged() {
        Underway head = underway.peek();
        while (head != null && head.sendBatch.isAcknowledged()) {
            acknowledged = head.record;
            underway.remove();
            head = underway.peek();
        }
        oldestUnderway = head == null ? null : head.sendBatch;
    }

    private void noteAcknowledged(boolean hurry) {
        SourceRecord record = acknowledged;
        if (record == null || noting != null || (!hurry && System.nanoTime() - notedAtNanos < confirmNanos)) {
            return;
        }
        long position = WalPosition.confirmedBy(record);
        if (position > notedPosition) {
            noting = new Noting(record, progress.note(position));
            notedPosition = position;
            notedAtNanos = System.nanoTime();
        }
        acknowledged = null;
    }

    private List<SourceRecord> noted() {
        Noting noting = this.noting;
        if (noting == null || !noting.written.isDone()) {
            return List.of();
        }
        noting.written.join();
        return List.of(noting.record);
    }

    /** Sends nothing more; done when all that was sent is acknowledged, noted and on its way to the slot. */
    CompletableFuture<Void> finish() {
        CompletableFuture<Void> finishing = new CompletableFuture<>();
        this.finishing = finishing;
        return finishing;
    }

    /** How long Kafka has been owing an acknowledgement; an idle engine may not have come by since it was given. */
    Duration waitingForKafka() {
        SendBatch oldest = oldestUnderway;
        return oldest == null || oldest.isAcknowledged()
                ? Duration.ZERO
                : Duration.ofNanos(System.nanoTime() - oldest.sentAtNanos());
    }

    private record Underway(SourceRecord record, SendBatch sendBatch) {}

    private record Noting(SourceRecord record, CompletableFuture<Void> written) {}
}
