package checkout.lab.stack.pgbouncer;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How PgBouncer's connections to the server are divided among the services (docs/database-connections.md): one for each
 * thread of a service that works all the time, and two for its jobs; order-service has one more, for what storefronts
 * read. A fixed share cannot be used up by another service.
 */
public final class ServerConnections {

    private static final Map<String, Integer> BY_SCHEMA = new LinkedHashMap<>();

    static {
        BY_SCHEMA.put("orders", 7);
        BY_SCHEMA.put("inventory", 5);
        BY_SCHEMA.put("payments", 7);
        BY_SCHEMA.put("sagas", 6);
    }

    /** The connections of all services together. */
    public static final int ALL =
            BY_SCHEMA.values().stream().mapToInt(Integer::intValue).sum();

    private ServerConnections() {}

    /** The share of each service, by its schema. */
    public static Map<String, Integer> bySchema() {
        return Map.copyOf(BY_SCHEMA);
    }
}
