package checkout.payment.provider;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.contracts.Money;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Red here: an answer that is not the provider's yes or no is taken for one, so money is counted that never moved. */
class HttpCardProviderTest extends AnsweringProvider {
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
        "404,Misconfigured,Misconfigured",
        "405,Invalid,Invalid",
        "408,Unknown,Unknown",
        "409,Conflict,Conflict",
        "410,Misconfigured,Misconfigured",
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

    /** What stands before the provider answers 404 too, while it has no route to it. */
    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void onlyTheProviderSaysThatItKnowsNothingOfACall(int code) {
        status = code;
        answer = UNKNOWN_CALL;
        assertThat(send(AUTHORIZE)).isInstanceOf(CardAnswer.Misconfigured.class);
        for (CardCall call : List.of(CAPTURE, VOID, REFUND)) {
            assertThat(send(call)).isInstanceOf(CardAnswer.Gone.class);
        }
        for (String other : List.of("", "<html>", "{}", UNKNOWN_CALL.replace("unknown-call", "not-found"))) {
            answer = other;
            for (CardCall call : List.of(CAPTURE, VOID, REFUND)) {
                assertThat(send(call)).isInstanceOf(CardAnswer.Misconfigured.class);
            }
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

    /** PostgreSQL stores no NUL, and no half of a surrogate pair. */
    @Test
    void theTextsOfAnAnswerCanBeStored() {
        answer = named("{C,\"status\":\"DECLINED\",\"reason\":\"no\\u0000 \\ud800%s\"}".formatted("x".repeat(1000)));
        assertThat(send(REFUND).text()).startsWith("no\uFFFD \uFFFDx").hasSizeLessThan(300);
        answer = done("AUTHORIZED", 999).replace("r-1", "r\\u0000" + "x".repeat(1000));
        assertThat(send(AUTHORIZE).text()).startsWith("r\uFFFDx").hasSize(255);
    }

    @Test
    void anExpiredAuthorizationIsToldFromARefusal() {
        answer = named("{C,\"status\":\"DECLINED\",\"reason\":\"authorization_expired\"}");
        assertThat(send(CAPTURE)).isInstanceOf(CardAnswer.Expired.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "500, 0, 1", "999, 0, 0", "999, 1, 1", "2000, 0, 0"})
    void whatTheProviderHasPaidBackIsNotAuthorizedAgain(long paidBack, long owed, int posts) {
        knownStatus = 200;
        known = named(
                "{C,\"status\":\"EXPIRED\",\"charges\":0,\"charged\":0,\"capturable\":0,\"captured\":0,\"refunded\":%d}"
                        .formatted(paidBack));
        answer = done("AUTHORIZED", Math.max(owed, 999 - paidBack));
        CardAnswer given = send(new CardCall.Reauthorize(CHECKOUT, 1, null, 1, new Money(999, "EUR"), owed, "r-0"));

        assertThat(requests.stream().filter(request -> request.startsWith("POST ")))
                .hasSize(posts);
        assertThat(given).isInstanceOf(posts == 0 ? CardAnswer.NothingToCharge.class : CardAnswer.Approved.class);
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
}
