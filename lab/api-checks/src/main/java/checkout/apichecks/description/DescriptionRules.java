package checkout.apichecks.description;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Tells in what an exchange differs from the description of the API. */
public final class DescriptionRules {
    private static final Set<Integer> NO_SUCH_OPERATION = Set.of(400, 401, 403, 404, 405);

    /** Headers of answers that mean something to clients; others are those of HTTP and of its security. */
    private static final Set<String> MEANINGFUL = Set.of(
            "Age",
            "Cache-Status",
            "ETag",
            "Idempotent-Replayed",
            "Link",
            "Location",
            "RateLimit",
            "RateLimit-Policy",
            "Retry-After",
            "WWW-Authenticate");

    /** The types of problems that an answer can have. A schema of its own for each answer would burden generated clients. */
    private static final String PROBLEM_TYPES = "x-problem-types";

    private static final String PROBLEM = "application/problem+json";
    private static final String EVENT_STREAM = "text/event-stream";

    private final ApiDescription description;
    private final JsonSchemas schemas;

    public DescriptionRules(ApiDescription description) {
        this.description = description;
        this.schemas = new JsonSchemas(description);
    }

    /**
     * The comparison of an exchange with the description.
     *
     * @param answer the documented answer that it is an instance of; empty if there is none
     */
    public record Comparison(Optional<Answer> answer, List<String> differences) {}

    /** An answer of an operation, by its name in the description. */
    public record Answer(DescribedOperation operation, String name) {
        @Override
        public String toString() {
            return operation + " -> " + name;
        }
    }

    public Comparison compare(RecordedExchange exchange) {
        Comparison comparison = compareWithOperation(exchange);
        List<String> differences = new ArrayList<>(comparison.differences());
        if (exchange.mediaType().equals(PROBLEM)) {
            ProblemType.missing(exchange.body()).ifPresent(differences::add);
        }
        return new Comparison(comparison.answer(), differences);
    }

    private Comparison compareWithOperation(RecordedExchange exchange) {
        DescribedOperation operation =
                description.find(exchange.method(), exchange.path()).orElse(null);
        if (operation == null) {
            boolean described = NO_SUCH_OPERATION.contains(exchange.status())
                    || !exchange.path().startsWith("/v1/")
                    || Set.of("HEAD", "OPTIONS").contains(exchange.method());
            return new Comparison(
                    Optional.empty(), described ? List.of() : List.of("the description has no such operation"));
        }
        String name = operation.answerFor(exchange.status()).orElse(null);
        if (name == null) {
            return new Comparison(Optional.empty(), List.of("the description has no such status"));
        }
        List<String> differences = new ArrayList<>();
        JsonNode answer = operation.answer(name);
        compareHeaders(answer, exchange, differences);
        if (exchange.mediaType().equals(PROBLEM)) {
            ProblemType.unlisted(answer.path(PROBLEM_TYPES), exchange.body()).ifPresent(differences::add);
        }
        compareBody(answer, exchange, differences);
        if (exchange.status() < 300) {
            compareRequest(operation, exchange, differences);
        }
        return new Comparison(Optional.of(new Answer(operation, name)), differences);
    }

    private void compareHeaders(JsonNode answer, RecordedExchange exchange, List<String> differences) {
        JsonNode headers = answer.path("headers");
        for (Map.Entry<String, JsonNode> header : headers.properties()) {
            JsonNode described = description.resolve(header.getValue());
            if (described.path("required").asBoolean(false)
                    && exchange.header(header.getKey()).isEmpty()) {
                differences.add("the header %s is missing".formatted(header.getKey()));
            }
        }
        exchange.headers().keySet().stream()
                .filter(name -> MEANINGFUL.stream().anyMatch(name::equalsIgnoreCase))
                .filter(name -> headers.propertyNames().stream().noneMatch(name::equalsIgnoreCase))
                .forEach(name -> differences.add("the header %s is not described".formatted(name)));
    }

    private void compareBody(JsonNode answer, RecordedExchange exchange, List<String> differences) {
        JsonNode content = answer.path("content");
        if (content.isEmpty()) {
            if (!exchange.body().isEmpty()) {
                differences.add("the description has no body");
            }
            return;
        }
        JsonNode described = content.path(exchange.mediaType());
        if (described.isMissingNode()) {
            differences.add("the content type '%s' is not described".formatted(exchange.mediaType()));
        } else if (exchange.mediaType().equals(EVENT_STREAM)) {
            compareEvents(described.path("x-events"), exchange.body(), differences);
        } else if (exchange.mediaType().endsWith("json")) {
            differences.addAll(schemas.violations(described.path("schema"), exchange.body()));
        }
    }

    /** The data of each complete event has the schema of its name. */
    private void compareEvents(JsonNode byName, String stream, List<String> differences) {
        String complete = stream.substring(0, Math.max(0, stream.lastIndexOf("\n\n")));
        for (String event : complete.split("\n\n", -1)) {
            String data = field(event, "data");
            if (!data.isEmpty()) {
                JsonNode schema = byName.path(field(event, "event"));
                differences.addAll(
                        schema.isMissingNode()
                                ? List.of("the event '%s' is not described".formatted(field(event, "event")))
                                : schemas.violations(schema, data));
            }
        }
    }

    private static String field(String event, String name) {
        return event.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private void compareRequest(DescribedOperation operation, RecordedExchange exchange, List<String> differences) {
        exchange.parameters().stream()
                .filter(name -> !operation.reads(name))
                .forEach(
                        name -> differences.add("the parameter %s was accepted, but is not described".formatted(name)));
        if (exchange.requestBody().isBlank() || operation.requestTypes().isEmpty()) {
            return;
        }
        schemas.violations(operation.requestSchema(operation.requestTypes().getFirst()), exchange.requestBody())
                .forEach(violation -> differences.add("the request was accepted, but " + violation));
    }

    /** What is wrong with the examples of all bodies. */
    public List<String> wrongExamples() {
        List<String> wrong = new ArrayList<>();
        for (DescribedOperation operation : description.operations()) {
            for (String name : operation.answers()) {
                operation.answer(name).path("content").properties().forEach(type -> examples(type.getValue())
                        .forEach(example -> schemas.violations(type.getValue().path("schema"), example)
                                .forEach(
                                        violation -> wrong.add("%s -> %s: %s".formatted(operation, name, violation)))));
            }
            for (String type : operation.requestTypes()) {
                examples(operation.requestBody(type))
                        .forEach(example -> schemas.violations(operation.requestSchema(type), example)
                                .forEach(violation -> wrong.add("%s: %s".formatted(operation, violation))));
            }
        }
        return wrong;
    }

    private List<JsonNode> examples(JsonNode content) {
        List<JsonNode> examples = new ArrayList<>();
        if (content.has("example")) {
            examples.add(content.path("example"));
        }
        content.path("examples")
                .properties()
                .forEach(example ->
                        examples.add(description.resolve(example.getValue()).path("value")));
        return examples;
    }
}
