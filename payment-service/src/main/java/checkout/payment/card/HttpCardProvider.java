package checkout.payment.card;

import checkout.payment.card.CardAnswer.Declined;
import checkout.payment.card.CardAnswer.Done;
import checkout.payment.card.CardAnswer.Unknown;
import checkout.payment.card.CardCall.Authorize;
import checkout.payment.card.CardCall.Capture;
import checkout.payment.card.CardCall.RefundReturn;
import checkout.payment.card.CardCall.VoidAll;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the card provider over HTTP. A call under way occupies no thread, so no thread pool is needed. */
@Component
class HttpCardProvider implements CardProvider {
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f-]{55}");
    private static final int TOO_MANY_REQUESTS = 429;

    private final HttpClient http;
    private final CardSettings settings;
    private final JsonMapper json;

    HttpCardProvider(CardSettings settings, JsonMapper json) {
        this.settings = settings;
        this.json = json;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .build();
    }

    @Override
    public CompletableFuture<CardAnswer> send(CardCall call) {
        return http.sendAsync(request(call), BodyHandlers.ofString())
                // the client's own timeout covers only the headers, but a body may stall too
                .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, failure) -> failure == null ? answer(call, response) : unanswered(failure));
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

    /** Anything but a plain yes or no is unknown, because an earlier attempt may have taken effect. */
    private CardAnswer answer(CardCall call, HttpResponse<String> response) {
        if (response.statusCode() == TOO_MANY_REQUESTS) {
            return new Unknown("throttled", retryAfter(response));
        }
        if (response.statusCode() != 200) {
            return Unknown.because("status " + response.statusCode());
        }
        try {
            JsonNode body = json.readTree(response.body());
            String status = body.path("status").asString("");
            if (status.equals("DECLINED")) {
                return new Declined(body.path("reason").asString("declined"));
            }
            return status.equals(statusWhenDone(call))
                    ? new Done(body.path("reference").asString())
                    : Unknown.because("the answer has the unknown status '%s'".formatted(status));
        } catch (JacksonException e) {
            return Unknown.because("the answer is not valid JSON");
        }
    }

    private static String statusWhenDone(CardCall call) {
        return switch (call) {
            case Authorize authorize -> "AUTHORIZED";
            case Capture capture -> "CAPTURED";
            case VoidAll voidAll -> "VOIDED";
            case RefundReturn refund -> "REFUNDED";
        };
    }

    private static Duration retryAfter(HttpResponse<String> response) {
        String seconds = response.headers().firstValue("Retry-After").orElse("");
        return seconds.matches("\\d{1,5}") ? Duration.ofSeconds(Long.parseLong(seconds)) : Duration.ZERO;
    }

    private static Unknown unanswered(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return Unknown.because(cause.getClass().getSimpleName());
    }
}
