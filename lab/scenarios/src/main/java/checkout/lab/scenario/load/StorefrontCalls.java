package checkout.lab.scenario.load;

import checkout.lab.http.HttpConnection;
import checkout.lab.http.HttpResponse;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.history.EventType;
import checkout.lab.scenario.history.History;
import checkout.lab.scenario.history.HistoryEvent;
import checkout.lab.time.EpochMicros;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the calls of storefronts, and records each attempt in the history. */
final class StorefrontCalls {

    private static final long RETRY_INTERVAL = EpochMicros.SECOND / 4;
    private static final long RETRY_TIMEOUT = 60 * EpochMicros.SECOND;
    private static final List<String> STOREFRONTS = List.of("storefront", "storefront2");

    private final ScenarioContext context;
    private final int port;
    private final List<String> keys;

    /** Tells which responses end the attempts of a customer, besides those that accept the call. */
    private interface Refusal {
        boolean ends(int status, String body);
    }

    StorefrontCalls(ScenarioContext context) {
        this.context = context;
        this.port = context.stack().ports().of("order-service");
        var credentials = context.stack().credentials();
        this.keys = List.of(
                credentials.storefront().key(), credentials.storefront2().key());
    }

    HttpConnection connect() {
        return HttpConnection.local(port);
    }

    /** Calls again until the call is accepted or refused; returns null if the time is up before. */
    @Nullable
    HttpResponse untilConclusive(HttpConnection connection, StorefrontCall call) throws InterruptedException {
        return untilConclusive(connection, call, HistoryEvent::isRefusal);
    }

    /** The same of a customer who gives up as soon as it is certain that nothing has come of it. */
    @Nullable
    HttpResponse untilCertain(HttpConnection connection, StorefrontCall call) throws InterruptedException {
        return untilConclusive(connection, call, (status, body) -> HistoryEvent.typeOf(status, body) == EventType.FAIL);
    }

    private @Nullable HttpResponse untilConclusive(HttpConnection connection, StorefrontCall call, Refusal refusal)
            throws InterruptedException {
        for (long giveUpAt = EpochMicros.now() + RETRY_TIMEOUT; EpochMicros.now() < giveUpAt; ) {
            HttpResponse response = once(connection, call);
            if (response != null
                    && (HistoryEvent.typeOf(response.status(), response.body()) == EventType.OK
                            || refusal.ends(response.status(), response.body()))) {
                return response;
            }
            context.eventLog()
                    .count(
                            response == null
                                    ? "requests not answered and sent again"
                                    : "requests answered " + response.status() + " and sent again");
            EpochMicros.await(EpochMicros.now() + RETRY_INTERVAL);
        }
        return null;
    }

    /** Calls once; returns null if there is no response. */
    @Nullable
    HttpResponse once(HttpConnection connection, StorefrontCall call) {
        return once(connection, call, HttpResponse::acceptedCheckout);
    }

    /** Asks once for a list; the history names the checkout if it is in the list. */
    void listed(HttpConnection connection, StorefrontCall list, UUID checkout) {
        once(connection, list, response -> response.body().contains(checkout.toString()) ? checkout : null);
    }

    private @Nullable HttpResponse once(
            HttpConnection connection, StorefrontCall call, Function<HttpResponse, @Nullable UUID> answeredCheckout) {
        History.Call begun = context.history()
                .begin(
                        call.name(),
                        STOREFRONTS.get(call.storefront()),
                        call.key(),
                        call.checkout(),
                        call.body().isEmpty() ? null : call.body());
        try {
            HttpResponse response = connection.exchangeOnce(call.bytes(port, keys.get(call.storefront())));
            begun.answered(response.status(), response.body(), answeredCheckout.apply(response));
            return response;
        } catch (IOException e) {
            // a call that only the end of the run has ended would have waited for ever
            if (!Thread.currentThread().isInterrupted()) {
                begun.notAnswered();
            }
            return null;
        }
    }
}
