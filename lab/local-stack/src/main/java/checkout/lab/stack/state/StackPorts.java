package checkout.lab.stack.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/** The port of each part, shifted by {@code CHECKOUT_PORT_OFFSET} so that several stacks fit on one machine. */
public record StackPorts(int offset) {

    public static final String VARIABLE = "CHECKOUT_PORT_OFFSET";

    private static final Map<String, Integer> DEFAULTS = new LinkedHashMap<>();

    static {
        DEFAULTS.put("postgres", 15432);
        DEFAULTS.put("pgbouncer", 16432);
        DEFAULTS.put("kafka", 19092);
        DEFAULTS.put("kafka-controller", 19093);
        DEFAULTS.put("order-service", 8080);
        DEFAULTS.put("inventory-service", 8081);
        DEFAULTS.put("payment-service", 8082);
        DEFAULTS.put("outbox-relay", 8083);
        DEFAULTS.put("provider-simulator", 8084);
        DEFAULTS.put("saga-orchestrator", 8090);
        DEFAULTS.put("network", 8085);
    }

    private static final int MIN_FREE_OFFSET = 7_000;

    /** The system assigns ports from here on to outgoing connections, so a free one may be taken at any moment. */
    private static final int FIRST_EPHEMERAL = 32_768;

    private static final int MAX_FREE_OFFSET = FIRST_EPHEMERAL - 1 - 19_093;
    private static final int MAX_OFFSET = 65535 - 19093;
    private static final int MIN_OFFSET = 1024 - 8080;

    public StackPorts {
        if (offset < MIN_OFFSET || offset > MAX_OFFSET) {
            throw new StackException(
                    "%s is %d; it must be between %d and %d.".formatted(VARIABLE, offset, MIN_OFFSET, MAX_OFFSET));
        }
    }

    public static StackPorts from(Map<String, String> environment) {
        String value = environment.getOrDefault(VARIABLE, "").strip();
        if (value.isEmpty()) {
            return new StackPorts(0);
        }
        try {
            return new StackPorts(Integer.parseInt(value));
        } catch (NumberFormatException e) {
            throw new StackException("%s is '%s'; it must be a number such as 1000.".formatted(VARIABLE, value));
        }
    }

    /** Finds an offset, away from the default ports, at which all ports are free. */
    public static StackPorts findFree(IntPredicate free) {
        int offsets = (MAX_FREE_OFFSET - MIN_FREE_OFFSET) / DEFAULTS.size() + 1;
        // processes that look at the same time begin at different offsets, because a port is taken long after it was
        // found free
        int first = (int) (ProcessHandle.current().pid() % offsets);
        for (int i = 0; i < offsets; i++) {
            int offset = MIN_FREE_OFFSET + (first + i) % offsets * DEFAULTS.size();
            if (DEFAULTS.values().stream().allMatch(port -> free.test(port + offset))) {
                return new StackPorts(offset);
            }
        }
        throw new StackException("This machine has too few free ports for another stack.");
    }

    public int of(String part) {
        Integer port = DEFAULTS.get(part);
        if (port == null) {
            throw new IllegalArgumentException("unknown part " + part + "; known are " + DEFAULTS.keySet());
        }
        return port + offset;
    }

    public String url(String part) {
        return url("127.0.0.1", part);
    }

    /** The URL of a part for a client that knows this machine by another name. */
    public String url(String host, String part) {
        return "http://%s:%d".formatted(host, of(part));
    }
}
