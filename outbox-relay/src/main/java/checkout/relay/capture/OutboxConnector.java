package checkout.relay.capture;

import io.debezium.connector.postgresql.PostgresConnector;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.connector.Task;

/**
 * The engine's PostgreSQL connector with a task that publishes what it reads. The engine makes both from their names and passes
 * strings alone, so a task finds its handover in here.
 */
public final class OutboxConnector extends PostgresConnector {

    static final String HANDOVER = "handover";

    private static final Map<String, AckTracker> HANDOVERS = new ConcurrentHashMap<>();

    /** The name under which a task finds this. */
    static String register(AckTracker ackTracker) {
        String name = UUID.randomUUID().toString();
        HANDOVERS.put(name, ackTracker);
        return name;
    }

    static void forget(String name) {
        HANDOVERS.remove(name);
    }

    static AckTracker handover(String name) {
        return Objects.requireNonNull(HANDOVERS.get(name), "no capture of this name is running");
    }

    @Override
    public Class<? extends Task> taskClass() {
        return OutboxConnectorTask.class;
    }
}
