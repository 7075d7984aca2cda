package checkout.relay.capture;

import checkout.relay.leadership.Leadership;
import checkout.relay.publish.OutboxRow;
import checkout.relay.publish.Publisher;
import checkout.relay.publish.Shipment;
import checkout.relay.publish.Traffic;
import checkout.relay.slot.Progress;
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
final class Handover implements ChangeConsumer<RecordChangeEvent<SourceRecord>> {

    private final RowReader reader = new RowReader();
    private final ArrayDeque<Underway> underway = new ArrayDeque<>();
    private final Leadership leadership;
    private final Publisher publisher;
    private final Traffic traffic;
    private final Progress progress;
    private final long confirmNanos;

    private @Nullable SourceRecord acknowledged;
    private @Nullable Noting noting;
    private boolean lastSent;
    private long notedPosition;
    private long notedAtNanos = System.nanoTime();
    private volatile @Nullable CompletableFuture<Void> finishing;
    private volatile @Nullable Shipment oldestUnderway;

    Handover(Leadership leadership, Publisher publisher, Traffic traffic, Progress progress, Duration confirm) {
        this.leadership = leadership;
        this.publisher = publisher;
        this.traffic = traffic;
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
        List<OutboxRow> rows = reader.rowsIn(GatheringQueue.batchIn(record));
        if (finishing && (lastSent || !rows.isEmpty())) {
            lastSent = true;
            return;
        }
        if (!rows.isEmpty()) {
            leadership.demand();
        }
        underway.add(new Underway(record, publisher.send(rows, traffic)));
        lastSent = finishing;
    }

    private void takeAcknowledged() {
        Underway head = underway.peek();
        while (head != null && head.shipment.isAcknowledged()) {
            acknowledged = head.record;
            underway.remove();
            head = underway.peek();
        }
        oldestUnderway = head == null ? null : head.shipment;
    }

    private void noteAcknowledged(boolean hurry) {
        SourceRecord record = acknowledged;
        if (record == null || noting != null || (!hurry && System.nanoTime() - notedAtNanos < confirmNanos)) {
            return;
        }
        long position = Position.confirmedBy(record);
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
        Shipment oldest = oldestUnderway;
        return oldest == null || oldest.isAcknowledged()
                ? Duration.ZERO
                : Duration.ofNanos(System.nanoTime() - oldest.sentAtNanos());
    }

    private record Underway(SourceRecord record, Shipment shipment) {}

    private record Noting(SourceRecord record, CompletableFuture<Void> written) {}
}
