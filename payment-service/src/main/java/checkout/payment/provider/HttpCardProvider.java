package checkout.payment.provider;

import checkout.payment.provider.CardAnswer.Unknown;
import checkout.payment.provider.CardCall.Authorize;
import checkout.payment.provider.CardCall.Capture;
import checkout.payment.provider.CardCall.RefundReturn;
import checkout.payment.provider.CardCall.VoidAll;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Calls the card provider over HTTP. A call under way occupies no thread, so no thread pool is needed. */
@Component
class HttpCardProvider implements CardProvider {
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f-]{55}");

    private final HttpClient http;
    private final CardSettings settings;
    private final JsonMapper json;
    private final CardAnswerReader reader;

    HttpCardProvider(CardSettings settings, JsonMapper json) {
        this.settings = settings;
        this.json = json;
        this.reader = new CardAnswerReader(json, Clock.systemUTC());
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .build();
    }

    @Override
    public CompletableFuture<CardAnswer> send(CardCall call) {
        CompletableFuture<HttpResponse<String>> sent = http.sendAsync(request(call), BodyHandlers.ofString());
        return sent.copy()
                // the client's own timeout covers only the headers, but a body may stall or never end
                .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> sent.cancel(true))
                .handle((response, failure) -> failure == null ? reader.read(call, response) : unanswered(failure));
    }

    private HttpRequest request(CardCall call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url(call))
                .timeout(settings.timeout())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", call.idempotencyKey())
                .POST(BodyPublishers.ofString(json.writeValueAsString(body(call))));
        String trace = call.traceparent();
        if (trace != null && TRACEPARENT.matcher(trace).matches()) {
            request.header("traceparent", trace);
        }
        return request.build();
    }

    private URI url(CardCall call) {
        return settings.url().resolve("/v1/" + call.resource());
    }

    private static Map<String, @Nullable Object> body(CardCall call) {
        Map<String, @Nullable Object> body = new HashMap<>();
        body.put("checkoutId", call.checkoutId());
        switch (call) {
            case Authorize authorize -> {
                body.put("amount", authorize.card().amount());
                body.put("currency", authorize.card().currency());
                body.put("token", authorize.card().token());
            }
            case Capture capture -> {}
            case VoidAll voidAll -> {}
            case RefundReturn refund -> {
                body.put("amount", refund.amount().minorUnits());
                body.put("currency", refund.amount().currency());
            }
        }
        return body;
    }

    private static Unknown unanswered(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return Unknown.because(cause.getClass().getSimpleName());
    }
}
