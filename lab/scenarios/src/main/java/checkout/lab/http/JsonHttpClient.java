package checkout.lab.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.Credentials.Login;
import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Exchanges JSON with the HTTP APIs of the stack. */
public final class JsonHttpClient {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final @Nullable String authorization;

    private final @Nullable CallListener listener;

    private JsonHttpClient(@Nullable String authorization, @Nullable CallListener listener) {
        this.authorization = authorization;
        this.listener = listener;
    }

    /** The same client, whose calls the listener is told of. */
    public JsonHttpClient heardBy(CallListener other) {
        return new JsonHttpClient(authorization, other);
    }

    public static JsonHttpClient anonymous() {
        return new JsonHttpClient(null, null);
    }

    public static JsonHttpClient operator(LocalStack stack) {
        return basic(stack.credentials().operator());
    }

    public static JsonHttpClient admin(LocalStack stack) {
        return basic(stack.credentials().admin());
    }

    private static JsonHttpClient basic(Login login) {
        String basic = login.username() + ":" + login.password();
        return new JsonHttpClient("Basic " + Base64.getEncoder().encodeToString(basic.getBytes(UTF_8)), null);
    }

    public static JsonHttpClient storefront(LocalStack stack) {
        return new JsonHttpClient("Bearer " + stack.credentials().storefront().key(), null);
    }

    /** The response, whatever its status. */
    public record Response(String url, int status, JsonNode body) {

        /** Returns the body if the request succeeded. */
        public JsonNode bodyIfSuccessful() {
            if (status / 100 != 2) {
                throw new StackException(
                        "%s answered %d: %s; a stack started by an earlier version needs ./checkout down and up."
                                .formatted(url, status, body));
            }
            return body;
        }
    }

    public Response get(String url) throws InterruptedException {
        return send(request(url).GET(), "");
    }

    public Response post(String url, Map<String, String> body) throws InterruptedException {
        return postJson(url, JSON.writeValueAsString(body));
    }

    public Response post(String url, String idempotencyKey, String json) throws InterruptedException {
        return send(
                request(url)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", idempotencyKey)
                        .POST(BodyPublishers.ofString(json)),
                json);
    }

    /** Posts JSON without an idempotency key. */
    public Response postJson(String url, String json) throws InterruptedException {
        return send(request(url).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)), json);
    }

    public Response delete(String url) throws InterruptedException {
        return send(request(url).DELETE(), "");
    }

    public Response put(String url, String json) throws InterruptedException {
        return send(request(url).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)), json);
    }

    /** Sends a body under a condition, such as {@code If-Match}. */
    public Response sendIf(String method, String url, String header, String value, String json)
            throws InterruptedException {
        return send(
                request(url)
                        .header("Content-Type", "application/json")
                        .header(header, value)
                        .method(method, BodyPublishers.ofString(json)),
                json);
    }

    private HttpRequest.Builder request(String url) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT);
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private Response send(HttpRequest.Builder builder, String body) throws InterruptedException {
        HttpRequest request = builder.build();
        String url = request.uri().toString();
        CallListener.Call call = listener == null
                ? null
                : listener.begin(request.method(), request.uri().getPath(), body);
        try {
            var response = http.send(request, BodyHandlers.ofString());
            if (call != null) {
                call.answered(response.statusCode(), response.body());
            }
            return new Response(url, response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            if (call != null) {
                call.notAnswered();
            }
            throw new StackException("%s does not respond (%s).".formatted(url, e), e);
        } catch (JacksonException e) {
            throw new StackException("%s did not respond with JSON (%s).".formatted(url, e.getMessage()), e);
        }
    }
}
