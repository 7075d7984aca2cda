package checkout.apichecks.description;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The OpenAPI description of a service. */
public final class ApiDescription {
    private static final String LOCATION = "classpath*:api/*.yaml";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private final JsonNode document;
    private final List<DescribedOperation> operations = new ArrayList<>();

    public ApiDescription(JsonNode document) {
        this.document = document;
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            path.getValue().properties().stream()
                    .filter(method -> METHODS.contains(method.getKey()))
                    .forEach(method -> operations.add(new DescribedOperation(
                            method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue(), this)));
        }
        // a path without parameters comes before one that it matches too
        operations.sort(Comparator.comparing((DescribedOperation operation) ->
                operation.path().chars().filter(letter -> letter == '{').count()));
    }

    /** The description on the class path, where a service has its own and no other. */
    public static ApiDescription ofThisModule() {
        try {
            Resource[] found = new PathMatchingResourcePatternResolver().getResources(LOCATION);
            if (found.length != 1) {
                throw new IllegalStateException(
                        "%s should be one file, but is %s".formatted(LOCATION, Arrays.toString(found)));
            }
            return new ApiDescription(new YAMLMapper().readTree(found[0].getInputStream()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public List<DescribedOperation> operations() {
        return List.copyOf(operations);
    }

    Optional<DescribedOperation> find(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.method().equals(method) && operation.matches(path))
                .findFirst();
    }

    JsonNode components() {
        return document.path("components");
    }

    /** The node itself, or what it refers to. */
    JsonNode resolve(JsonNode node) {
        JsonNode reference = node.path("$ref");
        if (!reference.isString()) {
            return node;
        }
        JsonNode target = document.at(reference.asString().substring(1));
        if (target.isMissingNode()) {
            throw new IllegalStateException("The description has nothing at " + reference.asString());
        }
        return resolve(target);
    }
}
