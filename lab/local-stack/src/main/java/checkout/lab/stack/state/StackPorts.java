package checkout.lab.stack.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/** The port of each part, shifted by {@code CHECKOUT_PORT_OFFSET} so that several stacks fit on one machine. */
public record StackPorts(int offset) {

    public static final String VARIABLE = "CHECKOUT_PORT_OFFSET";

    private static final Map<String, Integer> BASE = new LinkedHashMap<>();

    static {
        BASE.put("postgres", 15432);
        BASE.put("kafka", 19092);
        BASE.put("kafka-controller", 19093);
        BASE.put("order-service", 8080);
        BASE.put("inventory-service", 8081);
        BASE.put("payment-service", 8082);
        BASE.put("outbox-relay", 8083);
        BASE.put("provider-simulator", 8084);
        BASE.put("saga-orchestrator", 8090);
    }

    private static final int FIRST_ELSEWHERE = 7_000;

    /** From here on systems give ports to whoever connects, so one that is free now may not be in a moment. */
    private static final int FIRST_EPHEMERAL = 32_768;

    private static final int LAST_ELSEWHERE = FIRST_EPHEMERAL - 1 - 19_093;
    private static final int HIGHEST_OFFSET = 65535 - 19093;
    private static final int LOWEST_OFFSET = 1024 - 8080;

    public StackPorts {
        if (offset < LOWEST_OFFSET || offset > HIGHEST_OFFSET) {
            throw new StackException("%s is %d; it must be between %d and %d so that all ports exist."
                    .formatted(VARIABLE, offset, LOWEST_OFFSET, HIGHEST_OFFSET));
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

    /** The first ports of a stack, away from the usual ones, that are all free. */
    public static StackPorts elsewhere(IntPredicate free) {
        for (int offset = FIRST_ELSEWHERE; offset <= LAST_ELSEWHERE; offset += BASE.size()) {
            int shift = offset;
            if (BASE.values().stream().allMatch(port -> free.test(port + shift))) {
                return new StackPorts(offset);
            }
        }
        throw new StackException("Too many ports are taken for another stack on this machine.");
    }

    public int of(String part) {
        Integer port = BASE.get(part);
        if (port == null) {
            throw new IllegalArgumentException("no part " + part + " has a port, only " + BASE.keySet());
        }
        return port + offset;
    }

    public String url(String part) {
        return "http://127.0.0.1:" + of(part);
    }
}
