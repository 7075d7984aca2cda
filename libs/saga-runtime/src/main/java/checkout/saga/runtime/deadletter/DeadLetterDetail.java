package checkout.saga.runtime.deadletter;

import checkout.messaging.Correlation;
import checkout.saga.runtime.api.PayloadRedaction;
import checkout.saga.runtime.deadletter.DeadLetterConsequences.Consequence;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything about a dead letter but its secrets.
 *
 * @param redriveOf the dead letter whose redriven message this one is
 * @param cut the length and the hash of the whole body, if the payload is only its beginning
 * @param notRedrivableBecause null if it can be redriven
 * @param whatFollows if it is redriven or discarded, as its saga is now; empty once it is settled
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
        @Nullable TruncatedBody cut,
        @Nullable String notRedrivableBecause,
        Map<String, Consequence> whatFollows) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static DeadLetterDetail of(
            DeadLetter letter,
            @Nullable UUID redriveOf,
            Map<String, Consequence> whatFollows,
            PayloadRedaction redaction) {
        return new DeadLetterDetail(
                letter.summary().redacted(redaction),
                letter.messageId(),
                redaction.words(letter.stack(), letter.topic()),
                redaction.payload(letter.payload(), letter.encoding() != null, letter.topic()),
                letter.encoding(),
                headers(letter, redaction),
                letter.correlation(),
                letter.traceparent(),
                redriveOf,
                TruncatedBody.in(letter.headers()),
                letter.missing(),
                whatFollows);
    }

    static JsonNode headers(DeadLetter letter, PayloadRedaction redaction) {
        ObjectNode shown = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> header :
                JSON.readTree(letter.headers()).properties()) {
            shown.put(header.getKey(), redaction.words(header.getValue().asString(), letter.topic()));
        }
        return shown;
    }
}
