package checkout.payment.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Red here: the end of a hold gives back what was captured, or takes it for released. */
class ReleasedHoldsTest extends AnsweringProvider {
    @BeforeEach
    void waitForEachOfItsQuestions() {
        timeout = "20s";
    }

    @Test
    void whatIsOnlyAuthorizedIsGivenBack() {
        knownStatus = 200;
        known = account(0, 0);
        knownAfterwards = account(0, 999);
        answer = done("VOIDED", 999);

        assertThat(send(RELEASE)).isInstanceOf(CardAnswer.Approved.class);
        assertThat(posts()).isEqualTo(1);
    }

    /** A repeated call asks first whether an earlier one has given the money back. */
    @ParameterizedTest
    @CsvSource({"1", "2"})
    void whatIsCapturedIsNotGivenBack(int attempt) {
        knownStatus = 200;
        known = account(999, 0);
        answer = done("VOIDED", 999);

        assertThat(send(attempt == 1 ? RELEASE : second(RELEASE))).isInstanceOf(CardAnswer.AlreadyCaptured.class);
        assertThat(posts()).isZero();
    }

    /** The provider has no call that gives back only what is not captured. */
    @Test
    void whatIsCapturedBetweenTheQuestionAndTheVoidIsReported() {
        knownStatus = 200;
        known = account(0, 0);
        knownAfterwards = account(999, 999);
        answer = done("VOIDED", 999);

        CardAnswer given = send(RELEASE);

        assertThat(given).isInstanceOf(CardAnswer.AlreadyCaptured.class);
        assertThat(given.text()).contains("captured 999 and given back 999");
    }

    @ParameterizedTest
    @CsvSource({"404, Gone", "500, Unknown"})
    void nothingIsGivenBackWhileTheAccountIsNotKnown(int status, String answered) {
        knownStatus = status;

        assertThat(send(RELEASE).getClass().getSimpleName()).isEqualTo(answered);
        assertThat(posts()).isZero();
    }

    @Test
    void nothingIsGivenBackWhileTheProviderIsNotReached() {
        known = "<html>no route</html>";

        assertThat(send(RELEASE)).isInstanceOf(CardAnswer.Misconfigured.class);
        assertThat(posts()).isZero();
    }

    private long posts() {
        return requests.stream().filter(request -> request.startsWith("POST ")).count();
    }

    /** Also what the provider says of an earlier void. */
    private static String account(long captured, long refunded) {
        return named("""
                {C,"status":"VOIDED","reference":"r-1","amount":0,"currency":"EUR","charges":1,"charged":999,\
                "capturable":0,"captured":%d,"refunded":%d}""".formatted(captured, refunded));
    }
}
