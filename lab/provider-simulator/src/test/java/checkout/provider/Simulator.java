package checkout.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Starts a simulator on a port of its own and makes the calls of a merchant. */
final class Simulator implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;
    private final String url;

    private Simulator(ConfigurableApplicationContext context) {
        this.context = context;
        this.url = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    static Simulator startedOn(Path data, String... settings) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--checkout.provider.data=" + data));
        Stream.of(settings).map(setting -> "--checkout.provider." + setting).forEach(arguments::add);
        return new Simulator(SpringApplication.run(ProviderSimulator.class, arguments.toArray(String[]::new)));
    }

    record Answer(int status, JsonNode body, HttpResponse<String> raw) {
        String text(String field) {
            return body.path(field).asString("");
        }

        long amount(String field) {
            return body.path(field).asLong();
        }
    }

    Answer authorize(UUID checkout, String token) {
        return authorize(checkout, token, checkout + ":authorize");
    }

    Answer authorize(UUID checkout, String token, String key) {
        return post("/v1/authorizations", key, authorization(checkout, token));
    }

    static String authorization(UUID checkout, String token) {
        return """
                {"checkoutId":"%s","amount":1998,"currency":"EUR","token":"%s"}""".formatted(checkout, token);
    }

    Answer voidAll(UUID checkout) {
        return post("/v1/voids", checkout + ":void", "{\"checkoutId\":\"%s\"}".formatted(checkout));
    }

    Answer capture(UUID checkout) {
        return post("/v1/captures", checkout + ":capture", "{\"checkoutId\":\"%s\"}".formatted(checkout));
    }

    Answer refund(UUID checkout, String returnId, long amount) {
        return post("/v1/refunds", returnId + ":refund", refund(checkout, amount));
    }

    static String refund(UUID checkout, long amount) {
        return """
                {"checkoutId":"%s","amount":%d,"currency":"EUR"}""".formatted(checkout, amount);
    }

    Answer account(UUID checkout) {
        return get("/v1/authorizations/" + checkout);
    }

    Answer faults(String body) {
        return send(
                request("/v1/faults").PUT(BodyPublishers.ofString(body)).header("Content-Type", "application/json"));
    }

    Answer post(String path, String key, String body) {
        return send(posting(path, key, body));
    }

    HttpRequest.Builder authorization(UUID checkout, String token, String key) {
        return posting("/v1/authorizations", key, authorization(checkout, token));
    }

    private HttpRequest.Builder posting(String path, String key, String body) {
        return request(path)
                .POST(BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key);
    }

    Answer get(String path) {
        return send(request(path));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            String text = answer.body();
            return new Answer(answer.statusCode(), JSON.readTree(text.isEmpty() ? "{}" : text), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
