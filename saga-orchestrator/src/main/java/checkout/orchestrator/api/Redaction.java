package checkout.orchestrator.api;

import checkout.contracts.KafkaTopics;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes payloads fit to be shown: a payment token is a bearer's secret, and a broken message may have it anywhere. */
public final class Redaction {
    private static final String WITHHELD = "withheld";
    private static final int LONGEST_TEXT = 4_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Where payment tokens travel. */
    private static final Set<String> SECRET_TOPICS = Set.of(KafkaTopics.ORDERS_EVENTS, KafkaTopics.PAYMENTS_COMMANDS);

    /** What of a payment, or of a message on such a topic, is known to be no secret. */
    private static final Set<String> PLAIN = Set.of(
            "checkoutId",
            "customerId",
            "lines",
            "sku",
            "quantity",
            "total",
            "amount",
            "currency",
            "payment",
            "method",
            "accountId");

    private static final Pattern ROW = Pattern.compile("Failing row contains \\(.*?\\)\\.", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("(?<!\\[)\"[^\"]*\"|'[^']*'");

    private Redaction() {}

    /** A message's payload as it may be seen. */
    public static JsonNode payload(@Nullable String payload, boolean binary, String topic) {
        boolean secret = SECRET_TOPICS.contains(topic);
        if (payload == null) {
            return JSON.nullNode();
        }
        try {
            JsonNode read = binary ? null : JSON.readTree(payload);
            if (read != null && (read.isContainer() || !secret)) {
                return shown(read, secret);
            }
        } catch (JacksonException noJson) {
            return text(payload, secret);
        }
        return text(payload, secret);
    }

    /** A value's JSON as it may be seen. */
    public static JsonNode of(Object value) {
        return shown(JSON.valueToTree(value), false);
    }

    /** An error's words: databases and JSON readers like to quote what they did not like. */
    public static @Nullable String words(@Nullable String error, String topic) {
        if (error == null) {
            return null;
        }
        String rowless = ROW.matcher(error).replaceAll("Failing row " + WITHHELD + ".");
        return SECRET_TOPICS.contains(topic) ? QUOTED.matcher(rowless).replaceAll("'" + WITHHELD + "'") : rowless;
    }

    private static JsonNode text(String payload, boolean secret) {
        if (secret || payload.toLowerCase(Locale.ROOT).contains("token")) {
            return JSON.getNodeFactory()
                    .stringNode("%s: %d characters that cannot be read and may hold a payment token"
                            .formatted(WITHHELD, payload.length()));
        }
        return JSON.getNodeFactory().stringNode(payload.substring(0, Math.min(LONGEST_TEXT, payload.length())));
    }

    private static JsonNode shown(JsonNode node, boolean onlyPlain) {
        if (node instanceof ArrayNode array) {
            ArrayNode masked = JSON.createArrayNode();
            array.forEach(element -> masked.add(shown(element, onlyPlain)));
            return masked;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode masked = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = field.getKey();
            boolean payment = name.equals("payment");
            boolean hidden = name.toLowerCase(Locale.ROOT).contains("token")
                    || (onlyPlain && !PLAIN.contains(name))
                    || (payment && !field.getValue().isObject());
            masked.set(
                    name,
                    hidden
                            ? JSON.getNodeFactory().stringNode(WITHHELD)
                            : shown(field.getValue(), onlyPlain || payment));
        }
        return masked;
    }
}
