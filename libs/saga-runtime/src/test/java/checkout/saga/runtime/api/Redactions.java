package checkout.saga.runtime.api;

import checkout.messaging.MessageTypeRegistry;
import checkout.messaging.MessageTypeRegistry.Entry;
import checkout.saga.runtime.RedactionRules;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Makes the redaction that an orchestrator with these rules and topics has. */
public final class Redactions {
    private static final List<Class<?>> BODIES = List.of(String.class, Integer.class, Long.class, UUID.class);

    private Redactions() {}

    public static PayloadRedaction of(RedactionRules rules, String... topics) {
        return new PayloadRedaction(
                rules,
                new MessageTypeRegistry(IntStream.range(0, topics.length)
                        .mapToObj(i -> new Entry("type " + i, topics[i], BODIES.get(i)))
                        .toList()));
    }
}
