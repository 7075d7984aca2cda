package checkout.saga.runtime.peer;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the participants and the relay over HTTP. Every question ends within the timeout, and their number is limited; what
 * is not answered is a fact too, which says who does not answer.
 */
@Component
public class Peers {
    public static final String RELAY = "outbox-relay";

    private static final int MAX_IN_FLIGHT = 32;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    /** A field that a later version adds must not stop an older reader, nor one that an earlier version has not. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final DiagnosisSettings settings;
    private final HttpClient http;
    private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT);

    Peers(DiagnosisSettings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .build();
    }

    /** The names of the participants that can be asked. */
    public List<String> participants() {
        return settings.participants().stream()
                .map(DiagnosisSettings.Participant::name)
                .toList();
    }

    /** Asks for something that is always there. */
    public <T> CompletableFuture<LookupResult<T>> ask(String service, String path, Class<T> type) {
        return find(service, path, type).thenApply(told -> switch (told) {
            case LookupResult.Fact<Optional<T>>(Optional<T> found) ->
                found.<LookupResult<T>>map(LookupResult.Fact::new)
                        .orElseGet(() -> new LookupResult.Nothing<>(
                                "%s at %s answers with status %d".formatted(service, address(service), NOT_FOUND)));
            case LookupResult.Nothing<Optional<T>>(String why) -> new LookupResult.Nothing<>(why);
        });
    }

    /** Asks for something that may not exist, for which the answer is 404. */
    public <T> CompletableFuture<LookupResult<Optional<T>>> find(String service, String path, Class<T> type) {
        Optional<String> url = urlOf(service);
        if (url.isEmpty()) {
            return nothing(notConfigured(service));
        }
        if (!inFlight.tryAcquire()) {
            return nothing("%s was not asked, because too many questions are under way; ask again".formatted(service));
        }
        CompletableFuture<HttpResponse<String>> answer;
        try {
            answer = exchange(request(url.get(), path, settings.timeout()).GET().build(), settings.timeout());
        } catch (RuntimeException badAddress) {
            inFlight.release();
            return nothing("%s cannot be asked at %s: %s".formatted(service, url.get(), badAddress.getMessage()));
        }
        return answer.whenComplete((done, failed) -> inFlight.release())
                .thenApply(response -> read(service, url.get(), response, type))
                .exceptionally(failure ->
                        new LookupResult.Nothing<>(silence(service, url.get(), settings.timeout(), failure)));
    }

    /**
     * Has a process do something. What it answers is returned whatever its status.
     *
     * @param limit how long it may take
     */
    public CompletableFuture<LookupResult<PeerAnswer>> send(String service, String path, Object body, Duration limit) {
        Optional<String> url = urlOf(service);
        if (url.isEmpty()) {
            return nothing(notConfigured(service));
        }
        HttpRequest request;
        try {
            request = request(url.get(), path, limit)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
        } catch (IllegalArgumentException badAddress) {
            return nothing("%s cannot be asked at %s: %s".formatted(service, url.get(), badAddress.getMessage()));
        }
        return exchange(request, limit)
                .<LookupResult<PeerAnswer>>thenApply(response ->
                        new LookupResult.Fact<>(new PeerAnswer(response.statusCode(), json(response.body()))))
                .exceptionally(failure -> new LookupResult.Nothing<>(silence(service, url.get(), limit, failure)));
    }

    /** Ends within the limit, and closes its connection then. */
    private CompletableFuture<HttpResponse<String>> exchange(HttpRequest request, Duration limit) {
        CompletableFuture<HttpResponse<String>> sent = http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        return sent.copy()
                // the client's own timeout covers only the headers, but a body may stall or never end
                .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> sent.cancel(true));
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException noJson) {
            return JSON.missingNode();
        }
    }

    private Optional<String> urlOf(String service) {
        return service.equals(RELAY) ? Optional.ofNullable(settings.relay()) : settings.urlOf(service);
    }

    private String address(String service) {
        return urlOf(service).orElse("no address");
    }

    private static String notConfigured(String service) {
        return service.equals(RELAY)
                ? "outbox-relay cannot be asked, because checkout.diagnosis.relay is not set"
                : "%s cannot be asked, because checkout.diagnosis.participants does not name it".formatted(service);
    }

    private HttpRequest.Builder request(String url, String path, Duration limit) {
        String user = settings.username() + ":" + settings.password();
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(limit)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)))
                .header("Accept", "application/json");
    }

    private static <T> LookupResult<Optional<T>> read(
            String service, String url, HttpResponse<String> response, Class<T> type) {
        if (response.statusCode() == NOT_FOUND) {
            return new LookupResult.Fact<>(Optional.empty());
        }
        if (response.statusCode() != OK) {
            return new LookupResult.Nothing<>(
                    "%s at %s answers with status %d".formatted(service, url, response.statusCode()));
        }
        try {
            return new LookupResult.Fact<>(Optional.of(JSON.readValue(response.body(), type)));
        } catch (JacksonException unreadable) {
            return new LookupResult.Nothing<>("%s at %s answers what cannot be read here".formatted(service, url));
        }
    }

    private static String silence(String service, String url, Duration limit, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof HttpTimeoutException || cause instanceof TimeoutException
                ? "%s does not answer at %s in %d ms".formatted(service, url, limit.toMillis())
                : "%s does not answer at %s: %s".formatted(service, url, reason(cause));
    }

    private static String reason(Throwable cause) {
        if (cause instanceof ConnectException) {
            return "the connection is refused";
        }
        return cause instanceof IOException && cause.getMessage() != null
                ? cause.getMessage()
                : cause.getClass().getSimpleName();
    }

    private static <T> CompletableFuture<LookupResult<T>> nothing(String why) {
        return CompletableFuture.completedFuture(new LookupResult.Nothing<>(why));
    }
}
