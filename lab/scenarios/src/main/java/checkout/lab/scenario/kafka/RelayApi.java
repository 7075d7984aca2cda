package checkout.lab.scenario.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import checkout.lab.scenario.scene.Scene;
import checkout.lab.stack.part.Part;
import checkout.lab.stack.state.Credentials.Login;
import checkout.lab.stack.state.StackProblem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What an operator asks of a relay. */
final class RelayApi {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String authorization;

    RelayApi(Scene scene) {
        Login operator = scene.stack().credentials().operator();
        this.authorization = "Basic "
                + Base64.getEncoder().encodeToString((operator.username() + ":" + operator.password()).getBytes(UTF_8));
    }

    /** Whether this is the one of two that reads the slot. */
    boolean leads(Part relay) throws InterruptedException {
        HttpResponse<String> answer = send(relay, request(relay, "/v1/relay").GET());
        return JsonMapper.shared()
                .readTree(answer.body())
                .at("/sources/0/role")
                .asString("")
                .equals("leader");
    }

    /** Has everything since then published once more. */
    String replay(Part relay, String from, String reason) throws InterruptedException {
        String body = JsonMapper.shared().writeValueAsString(Map.of("from", from, "reason", reason));
        return send(
                        relay,
                        request(relay, "/v1/relay/replay")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body)))
                .body();
    }

    private HttpRequest.Builder request(Part relay, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + relay.port() + path))
                .timeout(PATIENCE)
                .header("Authorization", authorization);
    }

    private HttpResponse<String> send(Part relay, HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new StackProblem(
                        "%s answered %d: %s; a stack from before this version needs ./checkout down and up."
                                .formatted(relay.name(), answer.statusCode(), answer.body()));
            }
            return answer;
        } catch (IOException e) {
            throw new StackProblem("%s does not answer (%s).".formatted(relay.name(), e), e);
        }
    }
}
