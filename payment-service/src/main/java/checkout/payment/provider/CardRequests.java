package checkout.payment.provider;

import checkout.payment.provider.CardCall.Authorize;
import checkout.payment.provider.CardCall.Capture;
import checkout.payment.provider.CardCall.Reauthorize;
import checkout.payment.provider.CardCall.RefundReturn;
import checkout.payment.provider.CardCall.ReleaseHold;
import checkout.payment.provider.CardCall.ResolveChallenge;
import checkout.payment.provider.CardCall.VoidAll;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP requests of calls to the card provider, and of the questions what became of them. */
final class CardRequests {
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f-]{55}");

    private final CardSettings settings;
    private final JsonMapper json;

    CardRequests(CardSettings settings, JsonMapper json) {
        this.settings = settings;
        this.json = json;
    }

    /** Asks what became of this call; has no effect. */
    HttpRequest question(CardCall call, @Nullable String trace, Duration timeout) {
        String key = URLEncoder.encode(call.idempotencyKey(), StandardCharsets.UTF_8);
        return request("/v1/" + call.resource() + "/" + key, trace)
                .timeout(timeout)
                .GET()
                .build();
    }

    /** Asks for the account of the call's checkout. */
    HttpRequest account(CardCall call, @Nullable String trace, Duration timeout) {
        return request("/v1/authorizations/" + call.checkoutId(), trace)
                .timeout(timeout)
                .GET()
                .build();
    }

    HttpRequest post(CardCall call, @Nullable String trace) {
        return request("/v1/" + call.resource(), trace)
                .timeout(settings.timeout())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", call.idempotencyKey())
                .POST(BodyPublishers.ofString(json.writeValueAsString(body(call))))
                .build();
    }

    private HttpRequest.Builder request(String path, @Nullable String trace) {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.url().resolve(path));
        if (trace != null && TRACEPARENT.matcher(trace).matches()) {
            request.header("traceparent", trace);
        }
        return request;
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
            case Reauthorize again -> {
                body.put("amount", again.amount().minorUnits());
                body.put("currency", again.amount().currency());
                body.put("reauthorizes", again.expiredReference());
            }
            case ResolveChallenge challenge ->
                throw new IllegalArgumentException(
                        "The authorization of %s is asked about and not posted again".formatted(call.checkoutId()));
            case Capture capture -> {}
            case VoidAll voidAll -> {}
            case ReleaseHold release -> {}
            case RefundReturn refund -> {
                body.put("amount", refund.amount().minorUnits());
                body.put("currency", refund.amount().currency());
            }
        }
        return body;
    }
}
