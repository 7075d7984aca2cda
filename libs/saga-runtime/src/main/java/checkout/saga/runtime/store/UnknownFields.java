package checkout.saga.runtime.store;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps the fields of stored JSON that this version of the code does not know, so that an older instance that changes a saga
 * does not delete what a newer one wrote.
 */
final class UnknownFields extends DeserializationProblemHandler {
    static final UnknownFields NOTED = new UnknownFields();

    private static final Object FOUND = new Object();

    private UnknownFields() {}

    /** Told by the reader of one value whether it met a field that it does not know. */
    static final class Found {
        private boolean any;

        boolean any() {
            return any;
        }
    }

    static Object key() {
        return FOUND;
    }

    @Override
    public boolean handleUnknownProperty(
            DeserializationContext context,
            JsonParser parser,
            ValueDeserializer<?> deserializer,
            Object beanOrClass,
            String name) {
        if (context.getAttribute(FOUND) instanceof Found found) {
            found.any = true;
        }
        parser.skipChildren();
        return true;
    }

    /** What of the stored JSON is missing when the value that was read from it is written again; null if nothing is. */
    static @Nullable JsonNode missing(JsonNode stored, JsonNode written) {
        if (stored instanceof ObjectNode storedObject && written instanceof ObjectNode writtenObject) {
            ObjectNode missing = JsonNodeFactory.instance.objectNode();
            storedObject.properties().forEach(field -> {
                JsonNode known = writtenObject.get(field.getKey());
                JsonNode lost = known == null ? field.getValue() : missing(field.getValue(), known);
                if (lost != null && !lost.isNull() && !field.getKey().equals(SagaJson.EARLIER_MAX_ATTEMPTS)) {
                    missing.set(field.getKey(), lost);
                }
            });
            return missing.isEmpty() ? null : missing;
        }
        if (stored instanceof ArrayNode storedArray
                && written instanceof ArrayNode writtenArray
                && storedArray.size() == writtenArray.size()) {
            ArrayNode missing = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < storedArray.size(); i++) {
                JsonNode lost = missing(storedArray.get(i), writtenArray.get(i));
                missing.add(lost == null ? JsonNodeFactory.instance.nullNode() : lost);
            }
            return missing;
        }
        return null;
    }

    /** Adds what was missing to JSON that is about to be written; steps keep their places, so elements are matched by place. */
    static void add(JsonNode missing, JsonNode to) {
        if (missing instanceof ObjectNode fields && to instanceof ObjectNode object) {
            fields.properties().forEach(field -> {
                JsonNode present = object.get(field.getKey());
                if (present == null) {
                    object.set(field.getKey(), field.getValue());
                } else {
                    add(field.getValue(), present);
                }
            });
        } else if (missing instanceof ArrayNode elements && to instanceof ArrayNode array) {
            for (int i = 0; i < Math.min(elements.size(), array.size()); i++) {
                add(elements.get(i), array.get(i));
            }
        }
    }
}
