package checkout.payment.provider;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.payment.state.PaymentInstrument.Card;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Red here: a call that may have taken effect is made again before the provider was asked about it. */
class CardQuestionsTest extends AnsweringProvider {
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

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void aQuestionThatDoesNotReachTheProviderLeavesTheCallUnmade(int code) {
        knownStatus = code;
        known = "<html>no route</html>";
        for (CardCall call : List.of(AUTHORIZE, CAPTURE, VOID, REFUND)) {
            assertThat(send(second(call))).isInstanceOf(CardAnswer.Misconfigured.class);
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
}
