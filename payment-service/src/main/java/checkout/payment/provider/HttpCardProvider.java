package checkout.payment.provider;

import checkout.messaging.tracing.Spans;
import checkout.payment.provider.CardAnswer.Gone;
import checkout.payment.provider.CardAnswer.TimedOut;
import checkout.payment.provider.CardAnswer.Unknown;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls the card provider over HTTP. A call under way occupies no thread, so no thread pool is needed.
 *
 * <p>A repeated call first asks what became of the earlier ones. It is posted again only if the provider knows of none. An
 * earlier one may still arrive there then; the idempotency key keeps the two from taking effect twice.
 */
@Component
class HttpCardProvider implements CardProvider {
    private final HttpClient http;
    private final CardSettings settings;
    private final CardRequests requests;
    private final CardAnswerReader reader;
    private final Spans spans;

    HttpCardProvider(CardSettings settings, JsonMapper json, Spans spans) {
        this.spans = spans;
        this.settings = settings;
        this.requests = new CardRequests(settings, json);
        this.reader = new CardAnswerReader(json, Clock.systemUTC());
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .build();
    }

    @Override
    public CompletableFuture<CardAnswer> send(CardCall call) {
        if (call instanceof CardCall.ResolveChallenge) {
            return ask(call).thenApply(answer -> answer.orElseGet(() -> new Gone("the authorization is unknown")));
        }
        if (call.attempt() == 1) {
            return post(call);
        }
        return ask(call).thenCompose(answer -> answer.map(CompletableFuture::completedFuture)
                .orElseGet(() -> post(call)));
    }

    private CompletableFuture<CardAnswer> post(CardCall call) {
        Span span = begin("POST ", call);
        return exchange(
                span,
                requests.post(call, traceparent(span, call)),
                settings.timeout(),
                response -> reader.read(call, response),
                answer -> answer);
    }

    /** What became of the call; empty if the provider knows nothing of it. */
    private CompletableFuture<Optional<CardAnswer>> ask(CardCall call) {
        // question and call together must end well before the lease
        Duration timeout = settings.timeout().dividedBy(2);
        Span span = begin("GET ", call);
        return exchange(
                span,
                requests.question(call, traceparent(span, call), timeout),
                timeout,
                response -> reader.readAboutEarlier(call, response),
                Optional::of);
    }

    private Span begin(String method, CardCall call) {
        Span span = spans.begin(method + call.resource(), SpanKind.CLIENT, call.traceparent());
        return span.setAttribute("checkout.attempt", call.attempt());
    }

    private static @Nullable String traceparent(Span span, CardCall call) {
        String own = Spans.traceparent(span);
        return own == null ? call.traceparent() : own;
    }

    private <T> CompletableFuture<T> exchange(
            Span span,
            HttpRequest request,
            Duration timeout,
            Function<HttpResponse<String>, T> read,
            Function<CardAnswer, T> unanswered) {
        CompletableFuture<HttpResponse<String>> sent = http.sendAsync(request, BodyHandlers.ofString());
        return sent.copy()
                // the client's own timeout covers only the headers, but a body may stall or never end
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> {
                    sent.cancel(true);
                    end(span, response, failure);
                })
                .handle((response, failure) ->
                        failure == null ? read.apply(response) : unanswered.apply(unanswered(failure)));
    }

    private static void end(Span span, @Nullable HttpResponse<String> response, @Nullable Throwable failure) {
        if (response != null) {
            span.setAttribute("http.response.status_code", response.statusCode());
        }
        if (failure != null) {
            span.setStatus(StatusCode.ERROR, failure.toString());
        }
        span.end();
    }

    private static CardAnswer unanswered(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String name = cause.getClass().getSimpleName();
        boolean connected = !(cause instanceof HttpConnectTimeoutException);
        boolean timedOut = cause instanceof TimeoutException || cause instanceof HttpTimeoutException;
        return connected && timedOut ? new TimedOut(name) : Unknown.because(name);
    }
}
