package checkout.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import checkout.provider.Simulator.Heard;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a merchant gets for each test token, and what the ledger says afterwards. */
class ChargesTest {

    @TempDir
    static Path data;

    static Simulator network;

    private final UUID checkout = UUID.randomUUID();

    @BeforeAll
    static void start() {
        network = Simulator.startedOn(data, "slow-answer=2s", "hang-for=200ms");
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    @Test
    void chargesOnceHoweverOftenItIsAskedWithOneKey() {
        Heard first = network.authorize(checkout, "tok_ok");
        Heard again = network.authorize(checkout, "tok_ok");

        assertThat(first.said("status")).isEqualTo("AUTHORIZED");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.raw().headers().firstValue("Idempotent-Replayed")).contains("true");
        assertAccount(1, 1998, 0);
    }

    @Test
    void chargesTwiceUnderTwoKeysSoThatAnAuditCanSeeIt() {
        network.authorize(checkout, "tok_ok", "one-" + checkout);
        network.authorize(checkout, "tok_ok", "two-" + checkout);

        assertAccount(2, 3996, 0);
        assertThat(network.voidAll(checkout).amount("amount")).isEqualTo(3996);
    }

    @Test
    void refusesAKeyWithAnotherBody() {
        network.authorize(checkout, "tok_ok");

        Heard refused = network.authorize(checkout, "tok_declined");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.said("type")).isEqualTo("urn:checkout:problem:key-reused");
        assertAccount(1, 1998, 0);
    }

    @Test
    void declines() {
        assertThat(network.authorize(checkout, "tok_declined").said("reason")).isEqualTo("card_declined");
        assertThat(network.authorize(UUID.randomUUID(), "tok_nobody_knows").said("reason"))
                .isEqualTo("invalid_token");
        assertAccount(0, 0, 0);
    }

    @Test
    void givesBackWhatWasChargedOnce() {
        network.authorize(checkout, "tok_ok");
        Heard first = network.voidAll(checkout);
        network.voidAll(checkout);

        assertThat(first.said("status")).isEqualTo("VOIDED");
        assertAccount(1, 1998, 1998);
    }

    @Test
    void capturesWhatWasAuthorizedOnceAndGivesItBackAfterwards() {
        network.authorize(checkout, "tok_ok");
        assertThat(network.capture(checkout).amount("amount")).isEqualTo(1998);
        assertThat(network.capture(checkout).amount("amount")).isEqualTo(1998);
        assertThat(network.account(checkout).amount("captured")).isEqualTo(1998);

        assertThat(network.voidAll(checkout).amount("amount")).isEqualTo(1998);
        assertThat(network.account(checkout).said("status")).isEqualTo("VOIDED");
    }

    @Test
    void capturesNothingThatIsNotAuthorized() {
        Heard refused = network.capture(checkout);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.said("type")).isEqualTo("urn:checkout:problem:nothing-to-capture");
        network.authorize(checkout, "tok_declined");
        assertThat(network.capture(checkout).status()).isEqualTo(409);
    }

    @Test
    void refusesAnAuthorizationThatComesAfterItsVoid() {
        assertThat(network.voidAll(checkout).amount("amount")).isZero();

        Heard late = network.authorize(checkout, "tok_ok");

        assertThat(late.said("status")).isEqualTo("DECLINED");
        assertThat(late.said("reason")).isEqualTo("voided");
        assertAccount(0, 0, 0);
    }

    @Test
    void slowCardIsChargedThoughItsAnswerComesTooLate() {
        assertThatThrownBy(() -> network.send(network.authorization(checkout, "tok_slow", checkout + ":authorize")
                        .timeout(Duration.ofMillis(200))))
                .hasCauseInstanceOf(HttpTimeoutException.class);
        await().untilAsserted(
                        () -> assertThat(network.account(checkout).status()).isEqualTo(200));

        Heard again = network.authorize(checkout, "tok_slow");
        assertThat(again.said("status")).isEqualTo("AUTHORIZED");
        assertThat(again.raw().headers().firstValue("Idempotent-Replayed")).contains("true");
        assertAccount(1, 1998, 0);
    }

    @Test
    void cardThatTimesOutIsChargedOrNotAsTheCoinFalls() {
        var checkouts = Stream.generate(UUID::randomUUID).limit(12).toList();
        checkouts.parallelStream().forEach(id -> assertThatThrownBy(() -> network.authorize(id, "tok_timeout"))
                .isInstanceOf(UncheckedIOException.class));

        // a miss of one side has a chance of 1 in 2048
        assertThat(checkouts).extracting(id -> network.account(id).status()).contains(200, 404);
    }

    @Test
    void throttledCardIsTurnedAwayOnce() {
        Heard first = network.authorize(checkout, "tok_throttled");

        assertThat(first.status()).isEqualTo(429);
        assertThat(first.raw().headers().firstValue("Retry-After")).contains("1");
        assertThat(network.authorize(checkout, "tok_throttled").said("status")).isEqualTo("AUTHORIZED");
        assertThat(network.authorize(checkout, "tok_throttled").said("status")).isEqualTo("AUTHORIZED");
        assertAccount(1, 1998, 0);
    }

    @Test
    void flakyCardFailsTwice() {
        assertThat(IntStream.range(0, 4).mapToObj(attempt -> network.authorize(checkout, "tok_flaky")
                        .status()))
                .containsExactly(500, 500, 200, 200);
        assertAccount(1, 1998, 0);
    }

    @Test
    void nobodyAnswersForACardThatIsDown() {
        assertThatThrownBy(() -> network.authorize(checkout, "tok_down")).isInstanceOf(UncheckedIOException.class);
        assertThat(network.account(checkout).status()).isEqualTo(404);
    }

    @Test
    void keepsNothingThatLooksLikeACardNumber() throws Exception {
        String made = "9".repeat(16);

        Heard refused = network.authorize(checkout, "tok_" + made);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.said("type")).isEqualTo("urn:checkout:problem:card-number-refused");
        assertThat(refused.raw().body()).doesNotContain(made);
        assertThat(network.authorize(checkout, "9999 9999-9999 9999").status()).isEqualTo(400);
        assertThat(Files.readString(data.resolve("ledger.journal"))).doesNotContain(made, checkout.toString());
    }

    private void assertAccount(int charges, long charged, long refunded) {
        Heard account = network.account(checkout);
        assertThat(account.amount("charges")).isEqualTo(charges);
        assertThat(account.amount("charged")).isEqualTo(charged);
        assertThat(account.amount("refunded")).isEqualTo(refunded);
    }
}
