package checkout.apichecks.description;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares JSON with the schemas of a description. A schema that lists properties and does not allow others is taken to
 * forbid them, although clients have to ignore what they do not know: a property that nobody described is found this way.
 */
final class JsonSchemas {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JsonNode definitions;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

    JsonSchemas(ApiDescription description) {
        this.definitions = closed(description.components().path("schemas").deepCopy());
    }

    /** What is wrong with the JSON; empty if it matches the schema. */
    List<String> violations(JsonNode schema, String json) {
        try {
            return violations(schema, JSON.readTree(json));
        } catch (JacksonException notJson) {
            return List.of("the body is not JSON: " + notJson.getOriginalMessage());
        }
    }

    List<String> violations(JsonNode schema, JsonNode value) {
        return compiled.computeIfAbsent(schema, this::compile).validate(value).stream()
                .map(Error::toString)
                .toList();
    }

    private Schema compile(JsonNode schema) {
        ObjectNode root = JSON.createObjectNode();
        root.putArray("allOf").add(closed(schema.deepCopy()));
        root.set("$defs", definitions);
        return registry.getSchema(root);
    }

    private static JsonNode closed(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")
                && !object.has("unevaluatedProperties")) {
            object.put("additionalProperties", false);
        }
        if (node instanceof ObjectNode object && object.path("$ref").isString()) {
            object.put("$ref", object.path("$ref").asString().replace("#/components/schemas/", "#/$defs/"));
        }
        node.forEach(JsonSchemas::closed);
        return node;
    }
}
