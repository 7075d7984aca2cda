package checkout.relay.capture;

import checkout.relay.engine.EngineThreads;
import io.debezium.config.Configuration;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.PostgresOffsetContext;
import io.debezium.connector.postgresql.PostgresPartition;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Publishes rows as soon as they are polled, and passes on to the engine only what it may confirm to the slot.
 *
 * <p>The engine would hand each batch to a second thread for transformations and wait for it before it calls the consumer. The relay has no
 * transformations, and two thread switches are a considerable part of the time that a row takes.
 */
public final class OutboxConnectorTask extends PostgresConnectorTask {

    private @Nullable AckTracker ackTracker;

    @Override
    public ChangeEventSourceCoordinator<PostgresPartition, PostgresOffsetContext> start(Configuration config) {
        ackTracker = OutboxConnector.tracker(config.getString(OutboxConnector.TRACKER));
        return super.start(config);
    }

    @Override
    public List<SourceRecord> doPoll() throws InterruptedException {
        EngineThreads.currentSends();
        return requireStarted().publish(super.doPoll());
    }

    private AckTracker requireStarted() {
        if (ackTracker == null) {
            throw new IllegalStateException("Indicates a bug: the task was polled before it was started");
        }
        return ackTracker;
    }
}
