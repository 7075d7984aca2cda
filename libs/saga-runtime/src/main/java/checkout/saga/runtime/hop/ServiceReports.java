package checkout.saga.runtime.hop;

import checkout.messaging.hop.MessageQuestion;
import checkout.messaging.hop.MessageReport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the participants and the relay what they know about a message. Every question ends within the timeout, and their
 * number is limited; what is not answered is a fact too, which says who does not answer.
 */
@Component
class ServiceReports {
    private static final int MAX_IN_FLIGHT = 32;
    private static final int OK = 200;

    /** A field that a later version adds must not stop an older reader, nor one that an earlier version has not. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final DiagnosisSettings settings;
    private final HttpClient http;
    private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT);

    ServiceReports(DiagnosisSettings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .build();
    }

    CompletableFuture<Told<MessageReport>> participant(String service, MessageQuestion question) {
        return settings.urlOf(service)
                .map(url -> ask(service, url, path(question), MessageReport.class))
                .orElseGet(() -> nothing("%s cannot be asked, because checkout.diagnosis.participants does not name it"
                        .formatted(service)));
    }

    CompletableFuture<Told<RowReport>> relay(UUID row, String schema) {
        String url = settings.relay();
        return url == null
                ? nothing("outbox-relay cannot be asked, because checkout.diagnosis.relay is not set")
                : ask(
                        "outbox-relay",
                        url,
                        "/v1/relay/rows/%s?schema=%s".formatted(row, encoded(schema)),
                        RowReport.class);
    }

    private static String path(MessageQuestion question) {
        return "/actuator/hops/%s?topic=%s&key=%s&saga=%s&step=%s&action=%s&attempt=%s"
                .formatted(
                        question.id(),
                        encoded(question.topic()),
                        encoded(question.key()),
                        question.sagaId(),
                        encoded(String.valueOf(question.step())),
                        encoded(String.valueOf(question.action())),
                        question.attempt());
    }

    private <T> CompletableFuture<Told<T>> ask(String service, String url, String path, Class<T> type) {
        if (!inFlight.tryAcquire()) {
            return nothing("%s was not asked, because too many questions are under way; ask again".formatted(service));
        }
        CompletableFuture<HttpResponse<String>> answer;
        try {
            answer = http.sendAsync(request(url, path), HttpResponse.BodyHandlers.ofString());
        } catch (RuntimeException badAddress) {
            inFlight.release();
            return nothing("%s cannot be asked at %s: %s".formatted(service, url, badAddress.getMessage()));
        }
        return answer.whenComplete((done, failed) -> inFlight.release())
                .thenApply(response -> read(service, url, response, type))
                .exceptionally(failure -> new Told.Nothing<>(silence(service, url, failure)));
    }

    private HttpRequest request(String url, String path) {
        String user = settings.username() + ":" + settings.password();
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(settings.timeout())
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)))
                .header("Accept", "application/json")
                .GET()
                .build();
    }

    private static <T> Told<T> read(String service, String url, HttpResponse<String> response, Class<T> type) {
        if (response.statusCode() != OK) {
            return new Told.Nothing<>("%s at %s answers with status %d".formatted(service, url, response.statusCode()));
        }
        try {
            return new Told.Fact<>(JSON.readValue(response.body(), type));
        } catch (JacksonException unreadable) {
            return new Told.Nothing<>("%s at %s answers what cannot be read here".formatted(service, url));
        }
    }

    private String silence(String service, String url, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof HttpTimeoutException
                ? "%s does not answer at %s in %d ms"
                        .formatted(service, url, settings.timeout().toMillis())
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

    private static <T> CompletableFuture<Told<T>> nothing(String why) {
        return CompletableFuture.completedFuture(new Told.Nothing<>(why));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
