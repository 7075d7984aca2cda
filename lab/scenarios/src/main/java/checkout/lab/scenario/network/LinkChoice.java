package checkout.lab.scenario.network;

import checkout.lab.scenario.context.SeededRandom;
import checkout.lab.scenario.word.ParameterType;
import checkout.lab.scenario.word.ParameterTypes;
import checkout.lab.stack.network.NetworkLink;
import checkout.lab.stack.part.KafkaPart;
import checkout.lab.stack.part.PostgresPart;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The links that a fault can be about, and names for any of several. */
public final class LinkChoice {

    private static final List<String> TO_POSTGRES = to(PostgresPart.NAME);
    private static final List<String> TO_KAFKA = to(KafkaPart.NAME);

    /** Those that are in use whatever customers do, so that a fault of one always affects something. */
    private static final List<String> ALWAYS_IN_USE =
            Stream.concat(TO_POSTGRES.stream(), TO_KAFKA.stream()).toList();

    private static final Map<String, List<String>> GROUPS =
            Map.of("any", ALWAYS_IN_USE, "any-postgres", TO_POSTGRES, "any-kafka", TO_KAFKA);

    /** A link, or any of several. */
    public static final ParameterType<String> LINK = ParameterTypes.choice(
            withGroups(NetworkLink.ALL.stream().map(NetworkLink::name).toList()), withGroups(ALWAYS_IN_USE));

    private LinkChoice() {}

    private static List<String> to(String server) {
        return NetworkLink.ALL.stream()
                .filter(link -> link.server().equals(server))
                .map(NetworkLink::name)
                .toList();
    }

    private static List<String> withGroups(List<String> links) {
        return Stream.concat(links.stream(), GROUPS.keySet().stream().sorted()).toList();
    }

    /** The link of this name, or one of those that the name stands for. */
    static String pick(String name, SeededRandom random) {
        List<String> group = GROUPS.get(name);
        return group == null ? name : random.oneOf(group);
    }
}
