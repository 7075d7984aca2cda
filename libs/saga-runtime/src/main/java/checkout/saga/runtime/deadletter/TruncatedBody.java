package checkout.saga.runtime.deadletter;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a dead letter knows of a body of which it contains only the beginning, because the whole would not fit.
 *
 * @param length the bytes of the whole body
 * @param topic the topic of the record that has it
 */
record TruncatedBody(long length, String sha256, String topic) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Null if the letter contains the whole body. */
    static @Nullable TruncatedBody in(String headers) {
        JsonNode all = JSON.readTree(headers);
        JsonNode length = all.path("dlt-body-length");
        return length.isMissingNode()
                ? null
                : new TruncatedBody(
                        length.asLong(0),
                        all.path("dlt-body-sha256").asString(""),
                        all.path("dlt-topic").asString(""));
    }
}
