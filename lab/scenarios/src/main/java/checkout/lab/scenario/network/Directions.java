package checkout.lab.scenario.network;

import checkout.lab.network.fault.Direction;
import checkout.lab.scenario.word.ParameterType;
import checkout.lab.scenario.word.ParameterTypes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The words for the directions of a link. */
public final class Directions {

    public static final String BOTH = "both";

    private static final Map<String, Set<Direction>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put(BOTH, Direction.BOTH);
        BY_NAME.put("to-server", Set.of(Direction.TO_SERVER));
        BY_NAME.put("to-client", Set.of(Direction.TO_CLIENT));
    }

    public static final ParameterType<String> TYPE = ParameterTypes.choice(List.copyOf(BY_NAME.keySet()));

    private Directions() {}

    static Set<Direction> of(String name) {
        return Objects.requireNonNull(BY_NAME.get(name), () -> name + " is no direction");
    }
}
