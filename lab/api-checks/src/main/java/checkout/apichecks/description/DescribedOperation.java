package checkout.apichecks.description;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A method of a path in a description. */
public final class DescribedOperation {
    private static final String OTHER = "default";

    private final String method;
    private final String path;
    private final JsonNode node;
    private final ApiDescription description;
    private final Pattern pattern;

    DescribedOperation(String method, String path, JsonNode node, ApiDescription description) {
        this.method = method;
        this.path = path;
        this.node = node;
        this.description = description;
        this.pattern = Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+"));
    }

    public String method() {
        return method;
    }

    /** The path with the names of its parameters in braces. */
    public String path() {
        return path;
    }

    boolean matches(String requested) {
        return pattern.matcher(requested).matches();
    }

    /** The path with the examples of its parameters. */
    public String examplePath() {
        String filled = path;
        for (JsonNode parameter : node.path("parameters")) {
            JsonNode resolved = description.resolve(parameter);
            if (resolved.path("in").asString("").equals("path")) {
                filled = filled.replace(
                        "{" + resolved.path("name").asString() + "}",
                        resolved.path("example").asString());
            }
        }
        return filled;
    }

    /** Whether it reads this parameter of the query. */
    public boolean reads(String name) {
        return node.path("parameters")
                .valueStream()
                .map(description::resolve)
                .filter(parameter -> parameter.path("in").asString("").equals("query"))
                .anyMatch(parameter -> parameter.path("name").asString("").equals(name));
    }

    /** The headers that a request has to have, and the version that it is about, with their examples. */
    public Map<String, String> exampleHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (JsonNode parameter : node.path("parameters")) {
            JsonNode resolved = description.resolve(parameter);
            if (resolved.path("in").asString("").equals("header")
                    && (resolved.path("required").asBoolean(false)
                            || resolved.path("name").asString("").equals("If-Match"))) {
                headers.put(
                        resolved.path("name").asString(),
                        resolved.path("example").asString());
            }
        }
        return headers;
    }

    /** The example of a body; an empty object if there is none. */
    public String exampleBody() {
        return requestTypes().stream()
                .map(type -> requestBody(type).path("example"))
                .filter(JsonNode::isObject)
                .findFirst()
                .map(JsonNode::toString)
                .orElse("{}");
    }

    /** The scheme and the role that a caller needs; empty if everybody may call. */
    public Optional<Access> access() {
        return node.path("security").values().stream()
                .flatMap(alternative -> alternative.properties().stream())
                .map(scheme ->
                        new Access(scheme.getKey(), scheme.getValue().path(0).asString("")))
                .findFirst();
    }

    /**
     * What a caller needs.
     *
     * @param role empty if the scheme has none
     */
    public record Access(String scheme, String role) {}

    /** The media types of the body of a request; empty if there is none. */
    public List<String> requestTypes() {
        List<String> types = new ArrayList<>();
        description
                .resolve(node.path("requestBody"))
                .path("content")
                .properties()
                .forEach(type -> types.add(type.getKey()));
        return types;
    }

    JsonNode requestBody(String mediaType) {
        return description.resolve(node.path("requestBody")).path("content").path(mediaType);
    }

    JsonNode requestSchema(String mediaType) {
        return requestBody(mediaType).path("schema");
    }

    /** The names of the answers: statuses, and one for all others. */
    public List<String> answers() {
        return new ArrayList<>(node.path("responses").propertyNames());
    }

    public boolean answersWith(int status) {
        return node.path("responses").has(Integer.toString(status));
    }

    /** The name of the answer that describes this status; empty if none does. */
    Optional<String> answerFor(int status) {
        if (answersWith(status)) {
            return Optional.of(Integer.toString(status));
        }
        return node.path("responses").has(OTHER) ? Optional.of(OTHER) : Optional.empty();
    }

    JsonNode answer(String name) {
        return description.resolve(node.path("responses").path(name));
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
