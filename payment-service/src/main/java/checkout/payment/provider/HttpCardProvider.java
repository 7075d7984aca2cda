package checkout.payment.provider;

import checkout.messaging.tracing.Spans;
import checkout.payment.provider.AccountAnswer.Known;
import checkout.payment.provider.AccountAnswer.NotKnown;
import checkout.payment.provider.CardAnswer.AlreadyCaptured;
import checkout.payment.provider.CardAnswer.Approved;
import checkout.payment.provider.CardAnswer.Conflict;
import checkout.payment.provider.CardAnswer.Gone;
import checkout.payment.provider.CardAnswer.NothingToCharge;
import checkout.payment.provider.CardAnswer.TimedOut;
import checkout.payment.provider.CardAnswer.Unknown;
import checkout.payment.provider.CardCall.Capture;
import checkout.payment.provider.CardCall.Reauthorize;
import checkout.payment.provider.CardCall.ReleaseHold;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls the card provider over HTTP. Nobody waits for a call under way.
 *
 * <p>A repeated call first asks what became of the earlier ones. It is posted again only if the provider knows of none. An
 * earlier one may still arrive there then; the idempotency key keeps the two from taking effect twice.
 */
@Component
class HttpCardProvider implements CardProvider {
    private final ProviderHttp http;
    private final CardSettings settings;
    private final CardRequests requests;
    private final CardAnswerReader reader;
    private final Spans spans;

    HttpCardProvider(CardSettings settings, JsonMapper json, ProviderHttp http, Spans spans) {
        this.spans = spans;
        this.settings = settings;
        this.requests = new CardRequests(settings, json);
        this.reader = new CardAnswerReader(json, Clock.systemUTC());
        this.http = http;
    }

    @Override
    public CompletableFuture<CardAnswer> send(CardCall call) {
        if (call instanceof CardCall.ResolveChallenge) {
            return ask(call).thenApply(answer -> answer.orElseGet(() -> new Gone("the authorization is unknown")));
        }
        if (call.attempt() == 1) {
            return post(call);
        }
        return ask(call)
                .thenCompose(answer -> answer.map(known -> settled(call, known)).orElseGet(() -> post(call)));
    }

    private CompletableFuture<CardAnswer> post(CardCall call) {
        if (call instanceof ReleaseHold release) {
            return postUnlessCaptured(release);
        }
        return call instanceof Reauthorize again ? postRest(again) : postAsItIs(call);
    }

    private CompletableFuture<CardAnswer> postAsItIs(CardCall call) {
        Span span = begin("POST ", call);
        return exchange(
                span,
                requests.post(call, traceparent(span, call)),
                settings.timeout(),
                response -> reader.read(call, response),
                answer -> answer);
    }

    /**
     * A refund that we have asked for may have been paid back of the first authorization or not, so the provider is asked:
     * what it has paid back must not be charged again, and what it has not must still be there to be paid back. It takes a
     * request more than other calls, which the rate does not count; few authorizations expire.
     */
    private CompletableFuture<CardAnswer> postRest(Reauthorize call) {
        return account(call, settings.timeout().dividedBy(4)).thenCompose(answer -> switch (answer) {
            case Known known -> postUnlessPaidBack(call.less(known.account().refunded()));
            case NotKnown unknown -> CompletableFuture.completedFuture(unknown.answer());
        });
    }

    private CompletableFuture<CardAnswer> postUnlessPaidBack(Reauthorize rest) {
        return rest.amount().minorUnits() == 0
                ? CompletableFuture.completedFuture(new NothingToCharge("all of the payment is paid back"))
                : postAsItIs(rest);
    }

    /** Like the rest of an expired authorization, it takes requests that the rate does not count; few holds end. */
    private CompletableFuture<CardAnswer> postUnlessCaptured(ReleaseHold call) {
        return account(call, settings.timeout().dividedBy(4)).thenCompose(answer -> switch (answer) {
            case Known known
            when known.account().captured() == 0 ->
                postAsItIs(call)
                        .thenCompose(given ->
                                released(call, given, settings.timeout().dividedBy(8)));
            case Known known -> CompletableFuture.completedFuture(alreadyCaptured(known.account()));
            case NotKnown unknown -> CompletableFuture.completedFuture(unknown.answer());
        });
    }

    /** What somebody captured between the two questions is given back by the void, and must not be taken for released. */
    private CompletableFuture<CardAnswer> released(ReleaseHold call, CardAnswer given, Duration timeout) {
        return given instanceof Approved
                ? account(call, timeout).thenApply(account -> switch (account) {
                    case Known known when known.account().captured() == 0 -> given;
                    case Known known -> alreadyCaptured(known.account());
                    case NotKnown unknown -> unknown.answer();
                })
                : CompletableFuture.completedFuture(given);
    }

    private static CardAnswer alreadyCaptured(ProviderAccount account) {
        return new AlreadyCaptured("the provider has captured %d and given back %d, in minor units"
                .formatted(account.captured(), account.refunded()));
    }

    /**
     * A capture that took another amount than is owed may have been preceded by one that somebody made at the provider. If
     * exactly what is owed has been taken by now, the payment is captured.
     */
    private CompletableFuture<CardAnswer> settled(CardCall call, CardAnswer answer) {
        if (call instanceof ReleaseHold release) {
            return released(release, answer, settings.timeout().dividedBy(4));
        }
        if (!(call instanceof Capture capture && answer instanceof Conflict)) {
            return CompletableFuture.completedFuture(answer);
        }
        return account(capture, settings.timeout().dividedBy(4)).thenApply(account -> switch (account) {
            case Known known when hasTaken(capture, known.account()) -> new Approved(capture.idempotencyKey());
            case Known known -> answer;
            case NotKnown unknown -> unknown.answer();
        });
    }

    private static boolean hasTaken(Capture capture, ProviderAccount account) {
        long taken = account.charged() - account.refunded();
        return account.charges() == 1
                && account.capturable() == 0
                && account.captured() >= capture.atLeast()
                && taken >= capture.atLeast()
                && taken <= capture.atMost().minorUnits()
                && capture.atMost().currency().equals(account.currency());
    }

    /** What became of the call; empty if the provider knows nothing of it. */
    private CompletableFuture<Optional<CardAnswer>> ask(CardCall call) {
        Duration timeout = settings.timeout().dividedBy(2);
        Span span = begin("GET ", call);
        return exchange(
                span,
                requests.question(call, traceparent(span, call), timeout),
                timeout,
                response -> reader.readAboutEarlier(call, response),
                Optional::of);
    }

    /** @param timeout so that all questions and the call end before the lease, which is at least twice the call's timeout */
    private CompletableFuture<AccountAnswer> account(CardCall call, Duration timeout) {
        Span span = begin("GET account of ", call);
        return exchange(
                span,
                requests.account(call, traceparent(span, call), timeout),
                timeout,
                response -> reader.readAccount(call, response),
                NotKnown::new);
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
        return http.send(request, timeout)
                .whenComplete((response, failure) -> end(span, response, failure))
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
