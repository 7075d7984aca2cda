package checkout.lab.scenario.fault;

import checkout.lab.scenario.context.SeededRandom;
import checkout.lab.scenario.word.ParameterType;
import checkout.lab.scenario.word.ParameterTypes;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The parts that a fault can be about, and names for any of several. */
public final class PartChoice {

    /** The applications of which a second instance can run. */
    public static final List<String> APPLICATIONS =
            List.of("order-service", "inventory-service", "payment-service", "saga-orchestrator", "outbox-relay");

    private static final List<String> SERVERS = List.of("kafka", "postgres");
    private static final List<String> ALL = Stream.of(APPLICATIONS, SERVERS, List.of("provider-simulator"))
            .flatMap(List::stream)
            .toList();
    private static final Map<String, List<String>> GROUPS =
            Map.of("any-service", APPLICATIONS, "any-server", SERVERS, "any-part", ALL);

    /** A part, or any of several. */
    public static final ParameterType<String> PART = ParameterTypes.choice(
            Stream.concat(ALL.stream(), GROUPS.keySet().stream().sorted()).toList());

    /** An application, or any of them. */
    public static final ParameterType<String> APPLICATION = ParameterTypes.choice(
            Stream.concat(APPLICATIONS.stream(), Stream.of("any-service")).toList());

    private PartChoice() {}

    /** The part of this name, or one of those that the name stands for. */
    static String pick(String name, SeededRandom random) {
        List<String> group = GROUPS.get(name);
        return group == null ? name : random.oneOf(group);
    }
}
