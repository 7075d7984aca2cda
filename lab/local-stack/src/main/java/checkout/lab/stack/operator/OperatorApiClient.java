package checkout.lab.stack.operator;

import checkout.lab.stack.cli.LauncherEnvironment;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.Credentials.Login;
import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The orchestrator of the running stack: looked at as a viewer, acted on as an operator. */
final class OperatorApiClient {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final String url;
    private final Login viewer;
    private final Login operator;

    private OperatorApiClient(String url, Login viewer, Login operator) {
        this.url = url;
        this.viewer = viewer;
        this.operator = operator;
    }

    static OperatorApiClient ofRunningStack() {
        LocalStack stack = LocalStack.running(LauncherEnvironment.folder());
        return new OperatorApiClient(
                stack.ports().url("saga-orchestrator"),
                stack.credentials().viewer(),
                stack.credentials().operator());
    }

    JsonNode get(String path) throws InterruptedException {
        return send(request(path, viewer).GET().build());
    }

    JsonNode post(String path, Object body) throws InterruptedException {
        return send(request(path, operator)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    private HttpRequest.Builder request(String path, Login login) {
        String basic = login.username() + ":" + login.password();
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)));
    }

    /** The answer, or what the orchestrator has to say against the request. */
    private JsonNode send(HttpRequest request) throws InterruptedException {
        HttpResponse<String> response;
        try {
            response = http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new StackException(
                    "saga-orchestrator does not answer at %s (%s); ./checkout status shows what is wrong."
                            .formatted(url, e.getMessage() == null ? e.toString() : e.getMessage()),
                    e);
        }
        JsonNode body = json(response);
        if (response.statusCode() / 100 != 2) {
            throw new StackException(
                    body.path("detail").asString("saga-orchestrator answered with " + response.statusCode()));
        }
        return body;
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JacksonException e) {
            throw new StackException(
                    "saga-orchestrator answered %d with what is no JSON; ./checkout logs saga-orchestrator may say why."
                            .formatted(response.statusCode()),
                    e);
        }
    }
}
