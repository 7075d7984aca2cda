package checkout.provider.callback;

import checkout.provider.ProviderSettings;
import checkout.provider.call.ProviderAnswer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Posts decisions to the merchant, a few times until they are taken. A merchant who misses them all can still ask. */
@Component
public class CallbackSender implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(CallbackSender.class);

    private static final int TRIES = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final JsonMapper json;
    private final ProviderSettings settings;
    private final Clock clock;

    CallbackSender(ProviderSettings settings, JsonMapper json, Clock clock) {
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    /** Posts the decision, unless no URL is set. Returns at once. */
    public void send(ProviderAnswer decision) {
        URI url = settings.callbackUrl();
        String secret = settings.callbackSecret();
        if (url != null && secret != null) {
            post(url, secret, json.writeValueAsString(decision), 1);
        }
    }

    private void post(URI url, String secret, String body, int attempt) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header(
                        CallbackSignature.HEADER,
                        CallbackSignature.of(secret, clock.instant().getEpochSecond(), body))
                .POST(BodyPublishers.ofString(body))
                .build();
        CompletableFuture<Void> unused = http.sendAsync(request, BodyHandlers.discarding())
                .handle((response, failure) ->
                        failure == null ? "status " + response.statusCode() : String.valueOf(failure.getMessage()))
                .thenAccept(result -> {
                    if (!result.startsWith("status 2")) {
                        again(url, secret, body, attempt, result);
                    }
                });
    }

    private void again(URI url, String secret, String body, int attempt, String result) {
        if (attempt == TRIES) {
            log.warn("The callback to {} was not taken in {} attempts: {}", url, TRIES, result);
            return;
        }
        CompletableFuture.delayedExecutor(1L << (attempt - 1), TimeUnit.SECONDS)
                .execute(() -> post(url, secret, body, attempt + 1));
    }

    @Override
    public void destroy() {
        http.shutdownNow();
    }
}
