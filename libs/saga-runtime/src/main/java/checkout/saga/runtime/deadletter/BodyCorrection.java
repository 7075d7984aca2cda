package checkout.saga.runtime.deadletter;

import checkout.messaging.MessageTypeRegistry;
import checkout.messaging.record.RequiredComponents;
import checkout.saga.runtime.store.FaultDescription;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Corrects the body of a dead letter before it is sent again. An operator sends a JSON merge patch (RFC 7396), because what is
 * withheld from operators must stay as it is; the result must be readable as the message that it is.
 */
@Component
class BodyCorrection {
    private static final int MAX_LENGTH = 262_144;
    private static final Pattern EXCEPTION = Pattern.compile("^\\w+Exception: ");
    private static final String WITHHELD = "\"withheld\"";

    private final JsonMapper json;
    private final MessageTypeRegistry messageTypes;

    BodyCorrection(JsonMapper json, MessageTypeRegistry messageTypes) {
        this.json = json;
        this.messageTypes = messageTypes;
    }

    /** What came of a patch. */
    sealed interface Result {
        /**
         * The body to send.
         *
         * @param what is said about it in the audit log; it names fields and no values
         */
        record Corrected(String payload, String what) implements Result {}

        /**
         * The patch is not applied.
         *
         * @param why in words that complete "it is unchanged:"
         */
        record Refused(String why) implements Result {}
    }

    /** The body as it is, without a patch. */
    Result of(DeadLetter letter, @Nullable JsonNode patch) {
        if (patch == null || patch.isNull()) {
            return new Result.Corrected(letter.payload(), "");
        }
        if (!patch.isObject()) {
            return new Result.Refused(
                    "the patch must be a JSON object with the fields to change, such as {\"quantity\":2}");
        }
        if (patch.toString().contains(WITHHELD)) {
            return new Result.Refused("the patch has a value that is withheld; leave out what stays as it is");
        }
        if (letter.encoding() != null) {
            return new Result.Refused("its body is not text, so it cannot be corrected");
        }
        try {
            return json.readTree(letter.payload()) instanceof ObjectNode body
                    ? corrected(letter, merged(body, (ObjectNode) patch).toString(), patch)
                    : new Result.Refused("its body is no JSON object, so it cannot be corrected");
        } catch (JacksonException notJson) {
            return new Result.Refused("its body is no JSON, so it cannot be corrected");
        }
    }

    private Result corrected(DeadLetter letter, String payload, JsonNode patch) {
        if (payload.length() > MAX_LENGTH) {
            return new Result.Refused("the corrected body is longer than %d characters".formatted(MAX_LENGTH));
        }
        MessageTypeRegistry.Entry type = messageTypes.find(letter.type()).orElse(null);
        if (type != null) {
            try {
                RequiredComponents.check(json.readValue(payload, type.body()));
            } catch (JacksonException | IllegalArgumentException unreadable) {
                return new Result.Refused("the corrected body cannot be read as %s: %s"
                        .formatted(
                                letter.type(),
                                EXCEPTION
                                        .matcher(FaultDescription.of(unreadable))
                                        .replaceFirst("")));
            }
        }
        return new Result.Corrected(
                payload,
                "with a corrected body (%s); ".formatted(String.join(", ", new TreeSet<>(patch.propertyNames()))));
    }

    private static ObjectNode merged(ObjectNode into, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            if (field.getValue().isNull()) {
                into.remove(field.getKey());
            } else if (field.getValue() instanceof ObjectNode inner) {
                ObjectNode old = into.get(field.getKey()) instanceof ObjectNode there ? there : into.objectNode();
                into.set(field.getKey(), merged(old, inner));
            } else {
                into.set(field.getKey(), field.getValue());
            }
        }
        return into;
    }
}
