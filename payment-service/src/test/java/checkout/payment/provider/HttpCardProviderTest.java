package checkout.payment.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.contracts.Money;
import checkout.messaging.tracing.Spans;
import checkout.payment.state.PaymentInstrument.Card;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Red here: an answer that is not the provider's yes or no is taken for one, so money is counted that never moved. */
class HttpCardProviderTest {
    private static final UUID CHECKOUT = UUID.fromString("01890000-0000-7000-8000-000000000001");

    private static final CardCall AUTHORIZE = new CardCall.Authorize(CHECKOUT, 1, null, new Card(999, "EUR", "tok_ok"));
    private static final CardCall CAPTURE = new CardCall.Capture(CHECKOUT, 1, null, 0, 800, new Money(999, "EUR"));
    private static final CardCall VOID = new CardCall.VoidAll(CHECKOUT, 1, null, 0);
    private static final CardCall REFUND =
            new CardCall.RefundReturn(CHECKOUT, CHECKOUT, new Money(500, "EUR"), 1, null);

    private HttpServer server;
    private int status = 200;
    private String answer = "";
    private int knownStatus = 404;
    private String known = "";
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, String> headers = new HashMap<>();

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
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "\"ok\"",
                "<html>",
                "{C,\"status\":null}",
                "{C,\"status\":\"authorized\",\"reference\":\"r\",\"amount\":999,\"currency\":\"EUR\"}",
                "{C,\"status\":\"CAPTURED\",\"reference\":\"r\",\"amount\":999,\"currency\":\"EUR\"}",
                "{C,\"status\":\"AUTHORIZED\",\"amount\":999,\"currency\":\"EUR\"}",
                "{C,\"status\":\"AUTHORIZED\",\"reference\":\"r\",\"amount\":998,\"currency\":\"EUR\"}",
                "{C,\"status\":\"AUTHORIZED\",\"reference\":\"r\",\"amount\":999.5,\"currency\":\"EUR\"}",
                "{C,\"status\":\"AUTHORIZED\",\"reference\":\"r\",\"amount\":\"999\",\"currency\":\"EUR\"}",
                "{C,\"status\":\"AUTHORIZED\",\"reference\":\"r\",\"amount\":99999999999999999999,\"currency\":\"EUR\"}",
                "{C,\"status\":\"AUTHORIZED\",\"reference\":\"r\",\"amount\":999,\"currency\":\"USD\"}",
                "{C,\"status\":\"AUTHORIZED\",\"reference\":\"r\",\"amount\":999}",
                "{\"status\":\"AUTHORIZED\",\"reference\":\"r\",\"amount\":999,\"currency\":\"EUR\"}",
                "{\"checkoutId\":\"other\",\"status\":\"DECLINED\",\"reason\":\"no\"}"
            })
    void aYesThatIsNotAboutThisCallIsUnknown(String body) {
        answer = named(body);
        assertThat(send(AUTHORIZE)).isInstanceOf(CardAnswer.Unknown.class);
    }

    @Test
    void aYesNamesTheCheckoutTheAmountAndTheCurrency() {
        answer = done("AUTHORIZED", 999);
        assertThat(send(AUTHORIZE)).isEqualTo(new CardAnswer.Approved("r-1"));
        answer = done("REFUNDED", 500);
        assertThat(send(REFUND)).isEqualTo(new CardAnswer.Approved("r-1"));
        answer = done("REFUNDED", 501);
        assertThat(send(REFUND)).isInstanceOf(CardAnswer.Unknown.class);
        answer = named("{C,\"status\":\"VOIDED\",\"reference\":\"r-1\",\"amount\":0}");
        assertThat(send(VOID)).isEqualTo(new CardAnswer.Approved("r-1"));
    }

    @ParameterizedTest
    @CsvSource({"799,false", "800,true", "999,true", "1000,false"})
    void aCaptureTakesNoMoreThanWasAuthorizedAndNoLessThanIsOwed(long amount, boolean approved) {
        answer = done("CAPTURED", amount);
        assertThat(send(CAPTURE) instanceof CardAnswer.Approved).isEqualTo(approved);
    }

    @Test
    void declinedIsARefusal() {
        answer = named("{C,\"status\":\"DECLINED\",\"reason\":\"insufficient_funds\"}");
        assertThat(send(AUTHORIZE)).isEqualTo(new CardAnswer.Declined("insufficient_funds"));
    }

    @ParameterizedTest
    @CsvSource({
        "202,Pending,Pending",
        "204,Unknown,Unknown",
        "301,Unknown,Unknown",
        "400,Invalid,Invalid",
        "401,Misconfigured,Misconfigured",
        "402,Declined,Declined",
        "403,Misconfigured,Misconfigured",
        "404,Misconfigured,Gone",
        "405,Invalid,Invalid",
        "408,Unknown,Unknown",
        "409,Conflict,Conflict",
        "410,Misconfigured,Gone",
        "413,Invalid,Invalid",
        "415,Invalid,Invalid",
        "418,Unknown,Unknown",
        "422,Invalid,Invalid",
        "425,Unknown,Unknown",
        "429,Unknown,Unknown",
        "500,Unknown,Unknown",
        "502,Unknown,Unknown",
        "503,Unknown,Unknown"
    })
    void everyStatusHasAMeaning(int code, String authorization, String other) {
        status = code;
        answer = done("AUTHORIZED", 999);
        assertThat(send(AUTHORIZE).getClass().getSimpleName()).isEqualTo(authorization);
        for (CardCall call : List.of(CAPTURE, VOID, REFUND)) {
            assertThat(send(call).getClass().getSimpleName()).isEqualTo(other);
        }
    }

    @Test
    void aPendingStatusIsPending() {
        answer = named("{C,\"status\":\"PENDING\"}");
        assertThat(send(AUTHORIZE)).isInstanceOf(CardAnswer.Pending.class);
    }

    @ParameterizedTest
    @CsvSource({
        "7,7",
        "86400,300",
        "soon,0",
        "-1,0",
        "'Wed, 21 Oct 2015 07:28:00 GMT',0",
        "'Thu, 31 Dec 2099 07:28:00 GMT',300"
    })
    void waitsAsLongAsItIsAskedToWithinReason(String retryAfter, long seconds) {
        status = 429;
        headers.put("Retry-After", retryAfter);
        assertThat(((CardAnswer.Unknown) send(AUTHORIZE)).notBefore()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void theReasonOfARefusalIsShortAndWithholdsTheToken() {
        status = 422;
        answer = "{\"title\":\"tok_ok is not a token %s\"}".formatted("x".repeat(1000));
        assertThat(send(AUTHORIZE).text())
                .startsWith("status 422 (token withheld) is not a token")
                .doesNotContain("tok_ok")
                .hasSizeLessThan(300);
    }

    @Test
    void theFirstAttemptIsMadeWithoutAQuestion() {
        answer = done("AUTHORIZED", 999);
        send(AUTHORIZE);
        assertThat(requests).containsExactly("POST /v1/authorizations");
    }

    @Test
    void aRepeatedCallWhoseEarlierOneIsKnownIsNotMadeAgain() {
        knownStatus = 200;
        known = done("AUTHORIZED", 999);
        assertThat(send(second(AUTHORIZE))).isEqualTo(new CardAnswer.Approved("r-1"));
        known = named("{C,\"status\":\"DECLINED\",\"reason\":\"no\"}");
        assertThat(send(second(AUTHORIZE))).isEqualTo(new CardAnswer.Declined("no"));
        knownStatus = 202;
        assertThat(send(second(AUTHORIZE))).isInstanceOf(CardAnswer.Pending.class);
        assertThat(requests).hasSize(3).containsOnly("GET /v1/authorizations/" + CHECKOUT + "%3Aauthorizations");
    }

    @Test
    void aRepeatedCallThatTheProviderKnowsNothingOfIsMadeAgain() {
        for (CardCall call : List.of(AUTHORIZE, CAPTURE, VOID, REFUND)) {
            requests.clear();
            answer = done(
                    switch (call.resource()) {
                        case "authorizations" -> "AUTHORIZED";
                        case "captures" -> "CAPTURED";
                        case "voids" -> "VOIDED";
                        default -> "REFUNDED";
                    },
                    call == REFUND ? 500 : 999);
            assertThat(send(second(call))).isEqualTo(new CardAnswer.Approved("r-1"));
            assertThat(requests).hasSize(2).last().isEqualTo("POST /v1/" + call.resource());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 301, 400, 402, 405, 409, 418, 422, 425, 429, 500, 502, 503})
    void aQuestionThatIsNotAnsweredLeavesTheResultOpenAndTheCallUnmade(int code) {
        knownStatus = code;
        for (CardCall call : List.of(AUTHORIZE, CAPTURE, VOID, REFUND)) {
            assertThat(send(second(call))).isInstanceOf(CardAnswer.Unknown.class);
        }
        assertThat(requests).allMatch(request -> request.startsWith("GET "));
    }

    @Test
    void aChallengeIsReadOffTheBodyAndOnlyEverAskedAbout() {
        status = 202;
        answer = named("{C,\"status\":\"CHALLENGE_REQUIRED\",\"reference\":\"r-1\"}");
        assertThat(send(AUTHORIZE)).isInstanceOf(CardAnswer.ChallengeRequired.class);
        CardCall question = new CardCall.ResolveChallenge(CHECKOUT, 1, null, new Card(999, "EUR", null));
        assertThat(send(question)).isInstanceOf(CardAnswer.Gone.class);
        knownStatus = 202;
        known = answer;
        assertThat(send(question)).isInstanceOf(CardAnswer.ChallengeRequired.class);
        knownStatus = 200;
        known = done("AUTHORIZED", 998);
        assertThat(send(question)).isInstanceOf(CardAnswer.Unknown.class);
        known = done("AUTHORIZED", 999);
        assertThat(send(question)).isEqualTo(new CardAnswer.Approved("r-1"));
        assertThat(requests).filteredOn(request -> request.startsWith("POST ")).hasSize(1);
    }

    @Test
    void anExpiredAuthorizationIsToldFromARefusal() {
        answer = named("{C,\"status\":\"DECLINED\",\"reason\":\"authorization_expired\"}");
        assertThat(send(CAPTURE)).isInstanceOf(CardAnswer.Expired.class);
    }

    @Test
    void noAnswerInTimeIsToldFromAProviderThatIsDown() {
        server.removeContext("/");
        server.createContext("/", exchange -> {
            // never answered
        });
        assertThat(send(AUTHORIZE)).isInstanceOf(CardAnswer.TimedOut.class);
        assertThat(send(second(AUTHORIZE))).isInstanceOf(CardAnswer.TimedOut.class);
        server.stop(0);
        assertThat(send(AUTHORIZE)).isInstanceOf(CardAnswer.Unknown.class);
    }

    /** The threads that the whole process shares are busy with something that waits. */
    @Test
    void callsAreAnsweredWhileTheCommonPoolIsBlocked() {
        CountDownLatch free = new CountDownLatch(1);
        for (int i = 0; i <= ForkJoinPool.commonPool().getParallelism(); i++) {
            ForkJoinPool.commonPool().execute(() -> awaitUninterruptibly(free));
        }
        try {
            answer = done("AUTHORIZED", 999);
            assertThat(send(AUTHORIZE)).isEqualTo(new CardAnswer.Approved("r-1"));
            assertThat(send(second(AUTHORIZE))).isEqualTo(new CardAnswer.Approved("r-1"));
        } finally {
            free.countDown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static CardCall second(CardCall call) {
        return switch (call) {
            case CardCall.Authorize authorize -> new CardCall.Authorize(CHECKOUT, 2, null, authorize.card());
            case CardCall.Capture capture ->
                new CardCall.Capture(CHECKOUT, 2, null, 0, capture.atLeast(), capture.atMost());
            case CardCall.VoidAll voidAll -> new CardCall.VoidAll(CHECKOUT, 2, null, 0);
            case CardCall.RefundReturn refund ->
                new CardCall.RefundReturn(CHECKOUT, CHECKOUT, refund.amount(), 2, null);
            case CardCall.ResolveChallenge challenge -> challenge;
            case CardCall.Reauthorize again -> again;
        };
    }

    private static String done(String status, long amount) {
        return named("{C,\"status\":\"%s\",\"reference\":\"r-1\",\"amount\":%d,\"currency\":\"EUR\"}"
                .formatted(status, amount));
    }

    private static String named(String body) {
        return body.replace("{C", "{\"checkoutId\":\"" + CHECKOUT + "\"");
    }

    private CardAnswer send(CardCall call) {
        CardSettings settings =
                TestCardSettings.of("http://127.0.0.1:" + server.getAddress().getPort(), Map.of("timeout", "500ms"));
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
