package checkout.relay.capture;

import checkout.relay.publish.Publisher;
import checkout.relay.publish.Shipment;
import io.debezium.engine.DebeziumEngine.ChangeConsumer;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Passes captured rows to Kafka without waiting, and confirms to the slot only what Kafka has acknowledged, in order.
 *
 * <p>Batches overlap: while Kafka works on one, the next is sent. The producer keeps the order of a key, so overlapping costs no guarantee; a position is
 * confirmed when every row before it is acknowledged. Called by the engine's polling thread alone.
 */
final class Handover implements ChangeConsumer<RecordChangeEvent<SourceRecord>> {

    private final RowReader reader = new RowReader();
    private final ArrayDeque<Underway> underway = new ArrayDeque<>();
    private final Publisher publisher;
    private final long confirmNanos;
    private long confirmedAtNanos = System.nanoTime();

    Handover(Publisher publisher, Duration confirm) {
        this.publisher = publisher;
        this.confirmNanos = confirm.toNanos();
    }

    @Override
    public void handleBatch(
            List<RecordChangeEvent<SourceRecord>> events, RecordCommitter<RecordChangeEvent<SourceRecord>> slot)
            throws InterruptedException {
        for (RecordChangeEvent<SourceRecord> event : events) {
            var rows = reader.rowsIn(GatheringQueue.batchIn(event.record()));
            underway.add(new Underway(event, publisher.send(rows)));
        }
        if (System.nanoTime() - confirmedAtNanos >= confirmNanos) {
            confirmAcknowledged(slot);
        }
    }

    private void confirmAcknowledged(RecordCommitter<RecordChangeEvent<SourceRecord>> slot)
            throws InterruptedException {
        RecordChangeEvent<SourceRecord> last = null;
        for (Underway head = underway.peek(); head != null && head.shipment.isAcknowledged(); head = underway.peek()) {
            last = head.event;
            underway.remove();
        }
        if (last != null) {
            slot.markProcessed(last);
            slot.markBatchFinished();
            confirmedAtNanos = System.nanoTime();
        }
    }

    private record Underway(RecordChangeEvent<SourceRecord> event, Shipment shipment) {}
}
