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
 * Hands over everything that has gathered as one record, so that the engine's fixed costs are paid once a batch.
 *
 * <p>The engine's queue returns early only when {@code max.batch.size} is reached, and otherwise waits a whole poll interval even if records are there.
 * With a batch size of one and this queue behind it, the first row wakes the reader at once and whatever came meanwhile travels with it. Called
 * under the lock of the engine's queue only.
 */
public final class BatchingQueue implements QueueProvider<DataChangeEvent> {

    static final String NAME = "gathering";
    private static final int LARGEST_BATCH = 1_000;

    private final ArrayDeque<SourceRecord> gathered = new ArrayDeque<>();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public void enqueue(DataChangeEvent event) {
        gathered.add(event.getRecord());
    }

    @Override
    public @Nullable DataChangeEvent poll() {
        if (gathered.isEmpty()) {
            return null;
        }
        int size = Math.min(gathered.size(), LARGEST_BATCH);
        List<SourceRecord> batch = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            batch.add(gathered.remove());
        }
        SourceRecord last = batch.get(size - 1);
        return new DataChangeEvent(
                new SourceRecord(last.sourcePartition(), last.sourceOffset(), last.topic(), null, null, batch));
    }

    @Override
    public int size() {
        return gathered.size();
    }

    /** The records that {@link #poll} put into one. */
    @SuppressWarnings("unchecked")
    static List<SourceRecord> batchIn(SourceRecord gathered) {
        return (List<SourceRecord>) gathered.value();
    }
}
