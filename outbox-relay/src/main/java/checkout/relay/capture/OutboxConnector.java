package checkout.relay.capture;

import io.debezium.connector.postgresql.PostgresConnector;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.connector.Task;

/**
 * The PostgreSQL connector with a task that publishes what it reads. The engine creates connector and task from their class names and passes
 * only strings, so a task looks up its tracker here.
 */
public final class OutboxConnector extends PostgresConnector {

    static final String TRACKER = "ack.tracker";

    private static final Map<String, AckTracker> TRACKERS = new ConcurrentHashMap<>();

    /** Registers a tracker and returns the name by which its task finds it. */
    static String register(AckTracker ackTracker) {
        String name = UUID.randomUUID().toString();
        TRACKERS.put(name, ackTracker);
        return name;
    }

    static void unregister(String name) {
        TRACKERS.remove(name);
    }

    static AckTracker tracker(String name) {
        return Objects.requireNonNull(TRACKERS.get(name), "Indicates a bug: no tracker is registered under this name");
    }

    @Override
    public Class<? extends Task> taskClass() {
        return OutboxConnectorTask.class;
    }
}
