package checkout.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.provider.Simulator.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** If this fails, a merchant who asks what became of a call is told something else, or charges twice to find out. */
class QuestionsTest {
    @TempDir
    static Path data;

    static Simulator network;

    private final UUID checkout = UUID.randomUUID();

    @BeforeAll
    static void start() {
        network = Simulator.startedOn(data, "slow-answer=10s");
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    @AfterEach
    void clearFaults() {
        network.faults("{}");
    }

    @Test
    void givesTheAnswerOfEveryKindOfCallAgain() {
        Answer authorized = network.authorize(checkout, "tok_ok");
        Answer refunded = network.refund(checkout, "return-" + checkout, 500);
        Answer captured = network.capture(checkout);
        Answer voided = network.voidAll(checkout);

        assertSame(authorized, "/v1/authorizations/" + checkout + ":authorize");
        assertSame(refunded, "/v1/refunds/return-" + checkout + ":refund");
        assertSame(captured, "/v1/captures/" + checkout + ":capture");
        assertSame(voided, "/v1/voids/" + checkout + ":void");
        assertThat(network.account(checkout).amount("charges")).isEqualTo(1);
    }

    private static void assertSame(Answer first, String path) {
        Answer again = network.get(path);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void knowsNothingOfACallThatNeverCame() {
        Answer answer = network.get("/v1/captures/" + checkout + ":capture");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("type")).isEqualTo("urn:checkout:problem:unknown-call");
    }

    @Test
    void findsAChargeWhoseAnswerIsLate() {
        giveUp("tok_slow");

        Answer found = network.get("/v1/authorizations/" + checkout + ":authorize");
        assertThat(found.text("status")).isEqualTo("AUTHORIZED");
    }

    @Test
    void aCallThatIsStillProcessedIsNeitherUnknownNorDecided() {
        // half of these calls charge, and one that was cut off before it was read never came
        Answer answer = IntStream.range(0, 50)
                .mapToObj(i -> UUID.randomUUID())
                .map(id -> {
                    String key = id + ":authorize";
                    assertThatThrownBy(() -> network.send(network.authorization(id, "tok_timeout", key)
                                    .timeout(Duration.ofMillis(300))))
                            .isNotNull();
                    return network.get("/v1/authorizations/" + key);
                })
                .filter(found -> found.status() == 202)
                .findFirst()
                .orElseThrow();

        assertThat(answer.text("status")).isEqualTo("PENDING");
    }

    @Test
    void askingAdvancesABankThatHasNotDecided() {
        assertThat(network.authorize(checkout, "tok_pending").status()).isEqualTo(202);
        String path = "/v1/authorizations/" + checkout + ":authorize";
        assertThat(network.get(path).status()).isEqualTo(202);
        assertThat(network.get(path).text("status")).isEqualTo("AUTHORIZED");
        assertThat(network.account(checkout).amount("charges")).isEqualTo(1);
    }

    @Test
    void refusesCallsOverTheLimitAndCountsThem() {
        network.faults("{\"callsPerSecond\":2}");
        List<Answer> refused = Stream.generate(() -> network.authorize(UUID.randomUUID(), "tok_ok"))
                .limit(30)
                .filter(answer -> answer.status() == 429)
                .toList();

        assertThat(refused)
                .isNotEmpty()
                .allMatch(answer ->
                        answer.raw().headers().firstValue("Retry-After").equals(Optional.of("1")));
        Answer faults = network.get("/v1/faults");
        assertThat(faults.amount("calls")).isEqualTo(30);
        assertThat(faults.amount("callsOverLimit")).isEqualTo(refused.size());
        assertThat(faults.amount("busiestSecond")).isGreaterThan(2);
    }

    @Test
    void anExpiredAuthorizationIsReplacedAndNotAddedTo() {
        String reference = network.authorize(checkout, "tok_expiring").text("reference");
        assertThat(reauthorize("early", reference).text("reason")).isEqualTo("still_authorized");
        assertThat(network.capture(checkout).text("reason")).isEqualTo("authorization_expired");
        assertThat(network.account(checkout).amount("charged")).isZero();

        assertThat(reauthorize("wrong", "ref_0").text("reason")).isEqualTo("unknown_reference");
        assertThat(reauthorize("again", reference).text("status")).isEqualTo("AUTHORIZED");
        assertThat(reauthorize("twice", reference).text("reason")).isEqualTo("still_authorized");
        Answer captured =
                network.post("/v1/captures", checkout + ":capture2", "{\"checkoutId\":\"%s\"}".formatted(checkout));
        assertThat(captured.amount("amount")).isEqualTo(1998);
        Answer account = network.account(checkout);
        assertThat(account.amount("charges")).isEqualTo(1);
        assertThat(account.amount("charged")).isEqualTo(1998);
        assertThat(account.amount("captured")).isEqualTo(1998);
    }

    private Answer reauthorize(String key, String reference) {
        return network.post("/v1/authorizations", checkout + ":" + key, """
                {"checkoutId":"%s","amount":1998,"currency":"EUR","reauthorizes":"%s"}""".formatted(checkout, reference));
    }

    private void giveUp(String token) {
        assertThatThrownBy(() -> network.send(network.authorization(checkout, token, checkout + ":authorize")
                        .timeout(Duration.ofMillis(500))))
                .isNotNull();
    }
}
