package checkout.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import checkout.provider.Simulator.Answer;
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

/** If this fails, a test token does not behave as documented, or the ledger does not show what happened. */
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
    void chargesOncePerIdempotencyKey() {
        Answer first = network.authorize(checkout, "tok_ok");
        Answer again = network.authorize(checkout, "tok_ok");

        assertThat(first.text("status")).isEqualTo("AUTHORIZED");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.raw().headers().firstValue("Idempotent-Replayed")).contains("true");
        assertAccount(1, 1998, 0);
    }

    @Test
    void chargesTwiceUnderTwoKeys() {
        network.authorize(checkout, "tok_ok", "one-" + checkout);
        network.authorize(checkout, "tok_ok", "two-" + checkout);

        assertAccount(2, 3996, 0);
        assertThat(network.voidAll(checkout).amount("amount")).isEqualTo(3996);
    }

    @Test
    void refusesAKeyWithAnotherBody() {
        network.authorize(checkout, "tok_ok");

        Answer refused = network.authorize(checkout, "tok_declined");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("type")).isEqualTo("urn:checkout:problem:key-reused");
        assertAccount(1, 1998, 0);
    }

    @Test
    void declines() {
        assertThat(network.authorize(checkout, "tok_declined").text("reason")).isEqualTo("card_declined");
        assertThat(network.authorize(UUID.randomUUID(), "tok_nobody_knows").text("reason"))
                .isEqualTo("invalid_token");
        assertAccount(0, 0, 0);
    }

    @Test
    void voidsAChargeOnce() {
        network.authorize(checkout, "tok_ok");
        Answer first = network.voidAll(checkout);
        network.voidAll(checkout);

        assertThat(first.text("status")).isEqualTo("VOIDED");
        assertAccount(1, 1998, 1998);
    }

    @Test
    void capturesOnceAndVoidsAfterwards() {
        network.authorize(checkout, "tok_ok");
        assertThat(network.capture(checkout).amount("amount")).isEqualTo(1998);
        assertThat(network.capture(checkout).amount("amount")).isEqualTo(1998);
        assertThat(network.account(checkout).amount("captured")).isEqualTo(1998);

        assertThat(network.voidAll(checkout).amount("amount")).isEqualTo(1998);
        assertThat(network.account(checkout).text("status")).isEqualTo("VOIDED");
    }

    @Test
    void declinesTheFirstCaptureOfSomeCards() {
        network.authorize(checkout, "tok_capture_declined");

        assertThat(network.capture(checkout).text("status")).isEqualTo("DECLINED");
        assertThat(network.capture(checkout).text("reason")).isEqualTo("capture_declined");
        assertThat(network.account(checkout).text("status")).isEqualTo("AUTHORIZED");

        Answer second =
                network.post("/v1/captures", checkout + ":again", "{\"checkoutId\":\"%s\"}".formatted(checkout));
        assertThat(second.amount("amount")).isEqualTo(1998);
    }

    @Test
    void decidesOnSomeCardsLater() {
        assertThat(network.authorize(checkout, "tok_pending").status()).isEqualTo(202);
        assertThat(network.authorize(checkout, "tok_pending").text("status")).isEqualTo("PENDING");
        assertThat(network.authorize(checkout, "tok_pending").text("status")).isEqualTo("AUTHORIZED");
        assertAccount(1, 1998, 0);
    }

    @Test
    void refusesToCaptureWithoutACharge() {
        Answer refused = network.capture(checkout);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("type")).isEqualTo("urn:checkout:problem:nothing-to-capture");
        network.authorize(checkout, "tok_declined");
        assertThat(network.capture(checkout).status()).isEqualTo(409);
    }

    @Test
    void declinesAnAuthorizationThatArrivesAfterItsVoid() {
        assertThat(network.voidAll(checkout).amount("amount")).isZero();

        Answer late = network.authorize(checkout, "tok_ok");

        assertThat(late.text("status")).isEqualTo("DECLINED");
        assertThat(late.text("reason")).isEqualTo("voided");
        assertAccount(0, 0, 0);
    }

    @Test
    void chargesASlowCardThoughItAnswersTooLate() {
        assertThatThrownBy(() -> network.send(network.authorization(checkout, "tok_slow", checkout + ":authorize")
                        .timeout(Duration.ofMillis(200))))
                .hasCauseInstanceOf(HttpTimeoutException.class);
        await().untilAsserted(
                        () -> assertThat(network.account(checkout).status()).isEqualTo(200));

        Answer again = network.authorize(checkout, "tok_slow");
        assertThat(again.text("status")).isEqualTo("AUTHORIZED");
        assertThat(again.raw().headers().firstValue("Idempotent-Replayed")).contains("true");
        assertAccount(1, 1998, 0);
    }

    @Test
    void chargesSomeCardsThatTimeOut() {
        var checkouts = Stream.generate(UUID::randomUUID).limit(12).toList();
        checkouts.parallelStream().forEach(id -> assertThatThrownBy(() -> network.authorize(id, "tok_timeout"))
                .isInstanceOf(UncheckedIOException.class));

        // one outcome is missing with a probability of 1 in 2048
        assertThat(checkouts).extracting(id -> network.account(id).status()).contains(200, 404);
    }

    @Test
    void refusesAThrottledCardOnce() {
        Answer first = network.authorize(checkout, "tok_throttled");

        assertThat(first.status()).isEqualTo(429);
        assertThat(first.raw().headers().firstValue("Retry-After")).contains("1");
        assertThat(network.authorize(checkout, "tok_throttled").text("status")).isEqualTo("AUTHORIZED");
        assertThat(network.authorize(checkout, "tok_throttled").text("status")).isEqualTo("AUTHORIZED");
        assertAccount(1, 1998, 0);
    }

    @Test
    void failsTwiceForAFlakyCard() {
        assertThat(IntStream.range(0, 4).mapToObj(attempt -> network.authorize(checkout, "tok_flaky")
                        .status()))
                .containsExactly(500, 500, 200, 200);
        assertAccount(1, 1998, 0);
    }

    @Test
    void closesTheConnectionForACardThatIsDown() {
        assertThatThrownBy(() -> network.authorize(checkout, "tok_down")).isInstanceOf(UncheckedIOException.class);
        assertThat(network.account(checkout).status()).isEqualTo(404);
    }

    @Test
    void storesNothingThatLooksLikeACardNumber() throws Exception {
        String cardNumber = "9".repeat(16);

        Answer refused = network.authorize(checkout, "tok_" + cardNumber);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("type")).isEqualTo("urn:checkout:problem:card-number-refused");
        assertThat(refused.raw().body()).doesNotContain(cardNumber);
        assertThat(network.authorize(checkout, "9999 9999-9999 9999").status()).isEqualTo(400);
        assertThat(Files.readString(data.resolve("ledger.journal"))).doesNotContain(cardNumber, checkout.toString());
    }

    private void assertAccount(int charges, long charged, long refunded) {
        Answer account = network.account(checkout);
        assertThat(account.amount("charges")).isEqualTo(charges);
        assertThat(account.amount("charged")).isEqualTo(charged);
        assertThat(account.amount("refunded")).isEqualTo(refunded);
    }
}
