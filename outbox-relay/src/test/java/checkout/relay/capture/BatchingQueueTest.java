package checkout.relay.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.connector.base.QueueProvider;
import io.debezium.data.Envelope;
import io.debezium.pipeline.DataChangeEvent;
import java.time.Instant;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Red here: the engine does not start, because it finds its queue by a service file, or it reads more than the memory holds. */
class BatchingQueueTest {

    private static final Schema ROW =
            SchemaBuilder.struct().field("payload", Schema.STRING_SCHEMA).build();
    private static final Envelope CHANGE = Envelope.defineSchema()
            .withName("change.Envelope")
            .withRecord(ROW)
            .withSource(SchemaBuilder.struct().build())
            .build();
    private static final int MEGABYTE = 1_000_000;

    @Test
    void isRegisteredAsAServiceUnderItsName() {
        assertThat(ServiceLoader.load(QueueProvider.class).stream().map(ServiceLoader.Provider::get))
                .anySatisfy(queue -> {
                    assertThat(queue).isInstanceOf(BatchingQueue.class);
                    assertThat(queue.name()).isEqualTo(BatchingQueue.NAME);
                });
    }

    @Test
    void isFullWhenItHoldsTooManyBytes() {
        BatchingQueue queue = new BatchingQueue();
        queue.configure(Map.of(BatchingQueue.MAX_BYTES, Integer.toString(10 * MEGABYTE)));
        for (int i = 0; i < 9; i++) {
            queue.enqueue(rowOf(MEGABYTE));
        }
        assertThat(queue.size()).isEqualTo(9);
        queue.enqueue(rowOf(MEGABYTE));
        assertThat(queue.size()).isEqualTo(BatchingQueue.FULL);

        DataChangeEvent batch = queue.poll();

        assertThat(batch).isNotNull();
        assertThat(BatchingQueue.batchIn(batch.getRecord()))
                .as("a batch of large rows has few of them")
                .hasSize(5);
        assertThat(queue.size()).isEqualTo(5);
        queue.poll();
        assertThat(queue.size()).isZero();
        assertThat(queue.poll()).isNull();
    }

    private static DataChangeEvent rowOf(int length) {
        Struct row = new Struct(ROW).put("payload", "x".repeat(length));
        Struct change = CHANGE.create(row, null, Instant.now());
        return new DataChangeEvent(new SourceRecord(Map.of(), Map.of(), "orders.outbox", CHANGE.schema(), change));
    }
}
