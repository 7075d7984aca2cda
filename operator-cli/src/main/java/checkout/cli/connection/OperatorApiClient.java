package checkout.cli.connection;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the operator API of an orchestrator; an error status becomes a {@link CliException} with the API's explanation. */
public final class OperatorApiClient {

    /** Writes ASCII, which every terminal and locale takes. */
    public static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final Set<Integer> AWAY = Set.of(429, 502, 503, 504);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final OperatorConnection connection;

    OperatorApiClient(OperatorConnection connection) {
        this.connection = connection;
    }

    public JsonNode get(String path) throws InterruptedException {
        return send(request(path).GET().build());
    }

    public JsonNode post(String path, Object body) throws InterruptedException {
        return post(path, body, Map.of());
    }

    /** Posts with these headers in addition. */
    public JsonNode post(String path, Object body, Map<String, String> headers) throws InterruptedException {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        headers.forEach(request::header);
        return send(request.POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    /** Puts with these headers in addition. */
    public JsonNode put(String path, Object body, Map<String, String> headers) throws InterruptedException {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        headers.forEach(request::header);
        return send(request.PUT(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    public JsonNode patch(String path, Object body) throws InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    public JsonNode delete(String path) throws InterruptedException {
        return send(request(path).DELETE().build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(connection.url() + path))
                .timeout(REQUEST_TIMEOUT)
                .header("Authorization", connection.authorization());
    }

    private JsonNode send(HttpRequest request) throws InterruptedException {
        HttpResponse<String> response;
        try {
            response = http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CliException(
                    "%s does not answer at %s (%s)%s"
                            .formatted(
                                    connection.service(),
                                    connection.url(),
                                    e.getMessage() == null ? e.toString() : e.getMessage(),
                                    connection.isDefaultStack() ? "; ./checkout status shows the reason." : "."),
                    e,
                    true,
                    changes(request) && !hasReachedNobody(e));
        }
        if (response.statusCode() == 401) {
            throw new CliException(
                    connection.token() == null
                            ? "%s at %s rejected the password of '%s'."
                                    .formatted(connection.service(), connection.url(), connection.user())
                            : "%s at %s rejected the token; it may have expired."
                                    .formatted(connection.service(), connection.url()));
        }
        JsonNode body = parse(response, changes(request));
        if (!isSuccess(response)) {
            throw new CliException(
                    body.path("detail")
                            .asString("%s answered with status %d."
                                    .formatted(connection.service(), response.statusCode())),
                    isAway(response),
                    changes(request) && isFault(response));
        }
        return body;
    }

    private JsonNode parse(HttpResponse<String> response, boolean changes) {
        try {
            return JSON.readTree(response.body());
        } catch (JacksonException e) {
            throw new CliException(
                    "%s answered with status %d and a body that is not JSON; is it a %s?"
                            .formatted(connection.url(), response.statusCode(), connection.service()),
                    e,
                    isAway(response),
                    changes && (isFault(response) || isSuccess(response)));
        }
    }

    private static boolean changes(HttpRequest request) {
        return !request.method().equals("GET");
    }

    private static boolean hasReachedNobody(IOException failure) {
        return failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException;
    }

    private static boolean isSuccess(HttpResponse<String> response) {
        return response.statusCode() / 100 == 2;
    }

    private static boolean isFault(HttpResponse<String> response) {
        return response.statusCode() / 100 == 5;
    }

    /** Whether the service, its database or a proxy before it has said that it cannot answer now. */
    private static boolean isAway(HttpResponse<String> response) {
        return AWAY.contains(response.statusCode());
    }
}
