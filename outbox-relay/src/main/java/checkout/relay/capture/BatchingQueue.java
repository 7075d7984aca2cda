package checkout.relay.capture;

import io.debezium.connector.base.QueueProvider;
import io.debezium.pipeline.DataChangeEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Returns all queued records as one, so that the engine's fixed costs are paid once per batch.
 *
 * <p>The engine's queue wakes its reader early only when {@code max.batch.size} is reached; otherwise the reader waits a whole poll interval even if there
 * are records. With a batch size of one and this queue behind it, the first row wakes the reader at once, and all rows queued by then come with it. Called
 * only under the lock of the engine's queue. The engine finds this class through a service file in {@code META-INF/services}.
 */
public final class BatchingQueue implements QueueProvider<DataChangeEvent> {

    static final String NAME = "batching";
    static final String MAX_BYTES = "batching.queue.max.bytes";
    static final int FULL = Integer.MAX_VALUE;
    private static final int MAX_BATCH_SIZE = 1_000;
    /** More than a batch of ordinary rows has, and little enough not to exceed by much what may be in flight. */
    private static final int MAX_BATCH_BYTES = 4 * 1024 * 1024;

    private final ArrayDeque<SourceRecord> queued = new ArrayDeque<>();
    private final ArrayDeque<Integer> sizes = new ArrayDeque<>();
    private long maxBytes = Long.MAX_VALUE;
    private long bytes;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void configure(Map<String, ?> settings) {
        maxBytes = Long.parseLong(String.valueOf(settings.get(MAX_BYTES)));
    }

    @Override
    public void enqueue(DataChangeEvent event) {
        int size = OutboxRowReader.approximateBytes(event.getRecord());
        queued.add(event.getRecord());
        sizes.add(size);
        bytes += size;
    }

    @Override
    public @Nullable DataChangeEvent poll() {
        if (queued.isEmpty()) {
            return null;
        }
        List<SourceRecord> batch = new ArrayList<>(Math.min(queued.size(), MAX_BATCH_SIZE));
        int batchBytes = 0;
        while (!queued.isEmpty() && batch.size() < MAX_BATCH_SIZE && batchBytes < MAX_BATCH_BYTES) {
            batch.add(queued.remove());
            batchBytes += sizes.remove();
        }
        bytes -= batchBytes;
        SourceRecord last = batch.getLast();
        return new DataChangeEvent(
                new SourceRecord(last.sourcePartition(), last.sourceOffset(), last.topic(), null, null, batch));
    }

    /** The engine adds nothing to a queue of this size or more: one that holds too many bytes is full as well. */
    @Override
    public int size() {
        return bytes >= maxBytes ? FULL : queued.size();
    }

    /** The records that {@link #poll} has combined into one. */
    @SuppressWarnings("unchecked")
    static List<SourceRecord> batchIn(SourceRecord combined) {
        return (List<SourceRecord>) combined.value();
    }
}
