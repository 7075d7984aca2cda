package checkout.lab.scenario.context;

import static java.nio.charset.StandardCharsets.UTF_8;

import checkout.lab.stack.state.Credentials.Login;
import checkout.lab.stack.state.StackException;
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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator sees and does over HTTP. */
public final class OperatorClient {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String authorization;

    public OperatorClient(ScenarioContext scenarioContext) {
        Login operator = scenarioContext.stack().credentials().operator();
        String basic = operator.username() + ":" + operator.password();
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(UTF_8));
    }

    /** What was answered, whatever it was. */
    public record Answer(String url, int status, JsonNode body) {

        /** The body, if what was asked for was done. */
        public JsonNode expected() {
            if (status / 100 != 2) {
                throw new StackException(
                        "%s was answered with %d: %s; a stack from before this version needs ./checkout down and up."
                                .formatted(url, status, body));
            }
            return body;
        }
    }

    public Answer get(String url) throws InterruptedException {
        return send(request(url).GET());
    }

    public Answer post(String url, Map<String, String> body) throws InterruptedException {
        return send(request(url)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).header("Authorization", authorization);
    }

    private Answer send(HttpRequest.Builder request) throws InterruptedException {
        String url = request.build().uri().toString();
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(url, answer.statusCode(), JSON.readTree(answer.body()));
        } catch (IOException e) {
            throw new StackException("%s does not answer (%s).".formatted(url, e), e);
        } catch (JacksonException e) {
            throw new StackException("%s does not answer with JSON (%s).".formatted(url, e.getMessage()), e);
        }
    }
}
