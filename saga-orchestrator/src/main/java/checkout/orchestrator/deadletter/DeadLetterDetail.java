package checkout.orchestrator.deadletter;

import checkout.messaging.Correlation;
import checkout.orchestrator.api.Redaction;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * All there is to know of a dead letter that may be shown.
 *
 * @param redriveOf the letter that was sent again as this one's message, which then died again
 * @param notRedrivableBecause null if it can be sent again
 */
record DeadLetterDetail(
        @JsonUnwrapped DeadLetterSummary letter,
        @Nullable String messageId,
        @Nullable String stack,
        JsonNode payload,
        @Nullable String encoding,
        JsonNode headers,
        @Nullable Correlation correlation,
        @Nullable String traceparent,
        @Nullable UUID redriveOf,
        @Nullable String notRedrivableBecause) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static DeadLetterDetail of(DeadLetter letter, @Nullable UUID redriveOf) {
        return new DeadLetterDetail(
                DeadLetterSummary.of(letter),
                letter.messageId(),
                Redaction.words(letter.stack(), letter.topic()),
                Redaction.payload(letter.payload(), letter.encoding() != null, letter.topic()),
                letter.encoding(),
                headers(letter),
                letter.correlation(),
                letter.traceparent(),
                redriveOf,
                letter.missing());
    }

    private static JsonNode headers(DeadLetter letter) {
        ObjectNode shown = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> header :
                JSON.readTree(letter.headers()).properties()) {
            shown.put(header.getKey(), Redaction.words(header.getValue().asString(), letter.topic()));
        }
        return shown;
    }
}
