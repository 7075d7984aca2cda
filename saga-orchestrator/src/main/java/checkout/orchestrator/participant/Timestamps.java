package checkout.orchestrator.participant;

import checkout.saga.runtime.peer.Indicator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Adds the times of an answer. They stay in ISO 8601, as the console shows them in the reader's time zone. */
final class Timestamps {
    private Timestamps() {}

    static void add(List<Indicator> to, String name, JsonNode answer, String field) {
        String time = answer.path(field).asString("");
        if (!time.isEmpty()) {
            to.add(Indicator.of(name, time));
        }
    }
}
