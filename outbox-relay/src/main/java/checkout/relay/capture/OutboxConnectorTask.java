package checkout.relay.capture;

import io.debezium.config.Configuration;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.PostgresOffsetContext;
import io.debezium.connector.postgresql.PostgresPartition;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Publishes rows as soon as they are polled, and lets the engine see only what it may confirm to the slot.
 *
 * <p>The engine passes a batch to a second thread for its transformations and waits for it before a consumer gets it. There are none, and two more
 * changes of thread are a good part of a hop.
 */
public final class OutboxConnectorTask extends PostgresConnectorTask {

    private @Nullable AckTracker ackTracker;

    @Override
    public ChangeEventSourceCoordinator<PostgresPartition, PostgresOffsetContext> start(Configuration config) {
        ackTracker = OutboxConnector.handover(config.getString(OutboxConnector.HANDOVER));
        return super.start(config);
    }

    @Override
    public List<SourceRecord> doPoll() throws InterruptedException {
        return requireStarted().publish(super.doPoll());
    }

    private AckTracker requireStarted() {
        if (ackTracker == null) {
            throw new IllegalStateException("Indicates a bug: polled before it was started");
        }
        return ackTracker;
    }
}
