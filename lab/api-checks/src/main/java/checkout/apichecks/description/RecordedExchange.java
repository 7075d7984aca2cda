package checkout.apichecks.description;

import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer.
 *
 * @param path without the query
 * @param parameters the names of the query's parameters
 * @param requestBody empty if the request had none
 * @param headers of the answer, by name in any case
 */
public record RecordedExchange(
        String method,
        String path,
        Set<String> parameters,
        String requestBody,
        int status,
        Map<String, List<String>> headers,
        String body) {
    public RecordedExchange {
        Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        headers = byName;
    }

    /** An answer that a client received. What it sent is not known. */
    public static RecordedExchange of(HttpResponse<String> answer) {
        return new RecordedExchange(
                answer.request().method(),
                answer.uri().getRawPath(),
                parameters(answer.uri().getRawQuery()),
                "",
                answer.statusCode(),
                answer.headers().map(),
                answer.body());
    }

    /** The names of the parameters of a query, which is null if the request has none. */
    public static Set<String> parameters(@Nullable String query) {
        return query == null
                ? Set.of()
                : Stream.of(query.split("&"))
                        .map(parameter -> parameter.split("=", 2)[0])
                        .filter(name -> !name.isEmpty())
                        .map(name -> URLDecoder.decode(name, StandardCharsets.UTF_8))
                        .collect(Collectors.toSet());
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name))
                .flatMap(values -> values.stream().findFirst());
    }

    /** The media type of the answer without its parameters; empty if the answer has none. */
    public String mediaType() {
        return header("Content-Type").map(type -> type.split(";", 2)[0].trim()).orElse("");
    }

    @Override
    public String toString() {
        return "%s %s -> %d %s".formatted(method, path, status, body.length() > 600 ? body.substring(0, 600) : body);
    }
}
