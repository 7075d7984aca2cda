package checkout.payment.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import checkout.contracts.Money;
import checkout.messaging.tracing.Spans;
import checkout.payment.state.PaymentInstrument.Card;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.json.JsonMapper;

/** A provider that gives the answers a test has set, and the calls that are made to it. */
abstract class AnsweringProvider {
    static final UUID CHECKOUT = UUID.fromString("01890000-0000-7000-8000-000000000001");

    /** With which the provider says that it knows nothing of a call. */
    static final String UNKNOWN_CALL =
            "{\"type\":\"urn:checkout:problem:unknown-call\",\"title\":\"The call is unknown\",\"status\":404}";

    static final CardCall AUTHORIZE = new CardCall.Authorize(CHECKOUT, 1, null, new Card(999, "EUR", "tok_ok"));
    static final CardCall CAPTURE = new CardCall.Capture(CHECKOUT, 1, null, 0, 800, new Money(999, "EUR"));
    static final CardCall VOID = new CardCall.VoidAll(CHECKOUT, 1, null, 0);
    static final CardCall RELEASE = new CardCall.ReleaseHold(CHECKOUT, 1, null, 0);
    static final CardCall REFUND = new CardCall.RefundReturn(CHECKOUT, CHECKOUT, new Money(500, "EUR"), 1, null);

    HttpServer server;
    int status = 200;
    String answer = "";
    String timeout = "500ms";
    int knownStatus = 404;
    String known = UNKNOWN_CALL;

    /** What is known once a call was made. */
    @Nullable
    String knownAfterwards;

    final List<String> requests = new CopyOnWriteArrayList<>();
    final Map<String, String> headers = new HashMap<>();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean question = exchange.getRequestMethod().equals("GET");
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            byte[] body = (question ? known : answer).getBytes(UTF_8);
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(question ? knownStatus : status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
            if (!question && knownAfterwards != null) {
                known = knownAfterwards;
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    static CardCall second(CardCall call) {
        return switch (call) {
            case CardCall.Authorize authorize -> new CardCall.Authorize(CHECKOUT, 2, null, authorize.card());
            case CardCall.Capture capture ->
                new CardCall.Capture(CHECKOUT, 2, null, 0, capture.atLeast(), capture.atMost());
            case CardCall.VoidAll voidAll -> new CardCall.VoidAll(CHECKOUT, 2, null, 0);
            case CardCall.RefundReturn refund ->
                new CardCall.RefundReturn(CHECKOUT, CHECKOUT, refund.amount(), 2, null);
            case CardCall.ReleaseHold release -> new CardCall.ReleaseHold(CHECKOUT, 2, null, 0);
            case CardCall.ResolveChallenge challenge -> challenge;
            case CardCall.Reauthorize again -> again;
        };
    }

    static String done(String status, long amount) {
        return named("{C,\"status\":\"%s\",\"reference\":\"r-1\",\"amount\":%d,\"currency\":\"EUR\"}"
                .formatted(status, amount));
    }

    static String named(String body) {
        return body.replace("{C", "{\"checkoutId\":\"" + CHECKOUT + "\"");
    }

    CardAnswer send(CardCall call) {
        CardSettings settings = TestCardSettings.of(
                "http://127.0.0.1:" + server.getAddress().getPort(), Map.of("timeout", timeout, "lease", "1m"));
        ProviderHttp http = new ProviderHttp(settings);
        try {
            return new HttpCardProvider(settings, JsonMapper.builder().build(), http, Spans.off())
                    .send(call)
                    .join();
        } finally {
            http.destroy();
        }
    }
}
