package checkout.saga.runtime.api;

import checkout.messaging.MessageTypeRegistry;
import checkout.saga.runtime.RedactionRules;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Removes from payloads and error messages what operators must not see. */
@Component
public class PayloadRedaction {
    private static final String WITHHELD = "withheld";
    private static final int MAX_TEXT_LENGTH = 4_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Pattern ROW = Pattern.compile("Failing row contains \\(.*?\\)\\.", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("(?<!\\[)\"[^\"]*\"|'[^']*'");

    private final RedactionRules rules;
    private final Set<String> knownTopics;

    PayloadRedaction(RedactionRules rules, MessageTypeRegistry messageTypes) {
        this.rules = rules;
        this.knownTopics = messageTypes.topics();
    }

    /** Nobody knows what the messages of an unknown topic hold. */
    private boolean isSecret(String topic) {
        return rules.secretTopics().contains(topic) || !knownTopics.contains(topic);
    }

    /** A message's payload without its secrets. */
    public JsonNode payload(@Nullable String payload, boolean binary, String topic) {
        boolean secret = isSecret(topic);
        if (payload == null) {
            return JSON.nullNode();
        }
        try {
            JsonNode read = binary ? null : JSON.readTree(payload);
            if (read != null && (read.isContainer() || !secret)) {
                return redacted(read, secret);
            }
        } catch (JacksonException notJson) {
            return text(payload, secret);
        }
        return text(payload, secret);
    }

    /** What may be stored of a payload for the record; null if it holds no secret, so that it may stay as it is. */
    public @Nullable String stored(String payload, boolean binary, String topic) {
        boolean harmless =
                !isSecret(topic) && (binary || !payload.toLowerCase(Locale.ROOT).contains("token"));
        return harmless ? null : payload(payload, binary, topic).toString();
    }

    /** A value's JSON without its secrets. */
    public JsonNode of(Object value) {
        return redacted(JSON.valueToTree(value), false);
    }

    /** An error message without the values that databases and JSON readers quote. */
    public @Nullable String words(@Nullable String error, String topic) {
        if (error == null) {
            return null;
        }
        String rowless = ROW.matcher(error).replaceAll("Failing row " + WITHHELD + ".");
        return isSecret(topic) ? QUOTED.matcher(rowless).replaceAll("'" + WITHHELD + "'") : rowless;
    }

    private static JsonNode text(String payload, boolean secret) {
        if (secret || payload.toLowerCase(Locale.ROOT).contains("token")) {
            return JSON.getNodeFactory()
                    .stringNode("%s: %d characters that cannot be read and may hold a token"
                            .formatted(WITHHELD, payload.length()));
        }
        return JSON.getNodeFactory().stringNode(payload.substring(0, Math.min(MAX_TEXT_LENGTH, payload.length())));
    }

    private JsonNode redacted(JsonNode node, boolean onlyPlain) {
        return switch (node) {
            case ArrayNode array -> redactedArray(array, onlyPlain);
            case ObjectNode object -> redactedObject(object, onlyPlain);
            default -> node;
        };
    }

    private ArrayNode redactedArray(ArrayNode array, boolean onlyPlain) {
        ArrayNode masked = JSON.createArrayNode();
        array.forEach(element -> masked.add(redacted(element, onlyPlain)));
        return masked;
    }

    private ObjectNode redactedObject(ObjectNode object, boolean onlyPlain) {
        ObjectNode masked = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = field.getKey();
            boolean secret = rules.secretObjects().contains(name);
            boolean hidden = name.toLowerCase(Locale.ROOT).contains("token")
                    || (onlyPlain && !rules.plainFields().contains(name))
                    || (secret && !field.getValue().isObject());
            masked.set(
                    name,
                    hidden
                            ? JSON.getNodeFactory().stringNode(WITHHELD)
                            : redacted(field.getValue(), onlyPlain || secret));
        }
        return masked;
    }
}
