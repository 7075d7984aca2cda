package checkout.saga.runtime.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The note in the headers of a dead letter that its secrets were removed. */
final class RemovedSecrets {
    private static final String HEADER = "secrets-removed-at";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RemovedSecrets() {}

    static String note(JsonNode headers, Instant now) {
        return ((ObjectNode) headers).put(HEADER, now.toString()).toString();
    }

    /** When they were removed; null if they were not. */
    static @Nullable String at(String headers) {
        // nearly no letter has the note
        return headers.contains(HEADER) ? JSON.readTree(headers).path(HEADER).stringValue(null) : null;
    }
}
