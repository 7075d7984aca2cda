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
    private static final int MAX_BATCH_SIZE = 1_000;

    private final ArrayDeque<SourceRecord> queued = new ArrayDeque<>();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public void enqueue(DataChangeEvent event) {
        queued.add(event.getRecord());
    }

    @Override
    public @Nullable DataChangeEvent poll() {
        if (queued.isEmpty()) {
            return null;
        }
        int size = Math.min(queued.size(), MAX_BATCH_SIZE);
        List<SourceRecord> batch = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            batch.add(queued.remove());
        }
        SourceRecord last = batch.get(size - 1);
        return new DataChangeEvent(
                new SourceRecord(last.sourcePartition(), last.sourceOffset(), last.topic(), null, null, batch));
    }

    @Override
    public int size() {
        return queued.size();
    }

    /** The records that {@link #poll} has combined into one. */
    @SuppressWarnings("unchecked")
    static List<SourceRecord> batchIn(SourceRecord combined) {
        return (List<SourceRecord>) combined.value();
    }
}
