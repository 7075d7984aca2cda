package checkout.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.provider.Simulator.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** If this fails, more is refunded than was charged, a refund happens twice, or the ledger does not show it. */
class RefundsTest {

    @TempDir
    static Path data;

    static Simulator network;

    private final UUID checkout = UUID.randomUUID();
    private final String first = "first-" + checkout;
    private final String second = "second-" + checkout;

    @BeforeAll
    static void start() {
        network = Simulator.startedOn(data, "slow-answer=200ms");
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    @Test
    void reversesPartOfAnAuthorizationAndCapturesTheRest() {
        network.authorize(checkout, "tok_ok");

        Answer refund = network.refund(checkout, first, 500);

        assertThat(refund.text("status")).isEqualTo("REFUNDED");
        assertThat(refund.amount("amount")).isEqualTo(500);
        assertThat(network.capture(checkout).amount("amount")).isEqualTo(1498);
        assertAccount("CAPTURED", 1498, 500);
        assertThat(network.voidAll(checkout).amount("amount")).isEqualTo(1498);
        assertAccount("VOIDED", 1498, 1998);
    }

    @Test
    void refundsACapturedChargeInParts() {
        network.authorize(checkout, "tok_ok");
        network.capture(checkout);

        network.refund(checkout, first, 500);
        network.refund(checkout, second, 1498);

        assertAccount("CAPTURED", 1998, 1998);
        assertThat(network.refund(checkout, "third-" + checkout, 1).text("reason"))
                .isEqualTo("nothing_to_refund");
    }

    @Test
    void refundsOncePerIdempotencyKey() {
        network.authorize(checkout, "tok_ok");
        Answer answer = network.refund(checkout, first, 500);
        Answer repeated = network.refund(checkout, first, 500);

        assertThat(repeated.body()).isEqualTo(answer.body());
        assertThat(repeated.raw().headers().firstValue("Idempotent-Replayed")).contains("true");
        assertAccount("AUTHORIZED", 0, 500);
        assertThat(network.refund(checkout, first, 501).status()).isEqualTo(422);
    }

    @Test
    void declinesMoreThanWasChargedAndRepeatsTheRefusal() {
        network.authorize(checkout, "tok_ok");
        network.refund(checkout, first, 500);

        Answer refused = network.refund(checkout, second, 1499);

        assertThat(refused.text("status")).isEqualTo("DECLINED");
        assertThat(refused.text("reason")).isEqualTo("refund_exceeds_charge");
        assertThat(network.refund(checkout, second, 1499).body()).isEqualTo(refused.body());
        assertAccount("AUTHORIZED", 0, 500);
    }

    @Test
    void declinesARefundWithoutACharge() {
        assertThat(network.refund(checkout, first, 1).text("reason")).isEqualTo("nothing_to_refund");
        network.authorize(checkout, "tok_ok");
        network.voidAll(checkout);
        assertThat(network.refund(checkout, second, 1).text("reason")).isEqualTo("nothing_to_refund");
        assertAccount("VOIDED", 0, 1998);
    }

    @Test
    void capturesNothingAfterARefundOfEverything() {
        network.authorize(checkout, "tok_ok");
        network.refund(checkout, first, 1998);

        assertThat(network.capture(checkout).amount("amount")).isZero();
        assertAccount("CAPTURED", 0, 1998);
    }

    @Test
    void refundsBehaveAsTheirTestToken() {
        network.authorize(checkout, "tok_refund_declined");
        assertThat(network.refund(checkout, first, 1).text("reason")).isEqualTo("refund_declined");

        assertThat(statuses("tok_throttled", 3)).containsExactly(429, 200, 200);
        assertThat(statuses("tok_flaky", 4)).containsExactly(500, 500, 200, 200);
        assertThat(statuses("tok_slow", 2)).containsExactly(200, 200);
    }

    private static List<Integer> statuses(String token, int refunds) {
        UUID id = UUID.randomUUID();
        IntStream.range(0, 3).forEach(attempt -> network.authorize(id, token));
        List<Integer> statuses = IntStream.range(0, refunds)
                .mapToObj(attempt -> network.refund(id, "return-" + id, 500).status())
                .toList();
        assertThat(network.account(id).amount("refunded")).isEqualTo(500);
        return statuses;
    }

    @Test
    void rejectsAnotherCurrencyAndInvalidAmounts() {
        network.authorize(checkout, "tok_ok");
        String dollars = Simulator.refund(checkout, 1).replace("EUR", "USD");
        assertThat(network.post("/v1/refunds", first, dollars).text("type"))
                .isEqualTo("urn:checkout:problem:currency-differs");
        assertThat(network.refund(checkout, first, 0).status()).isEqualTo(400);
        assertThat(network.post("/v1/refunds", first, "{}").status()).isEqualTo(400);
    }

    @Test
    void readsAJournalOfAnEarlierVersionAndWritesRefundsToIt(@TempDir Path folder) throws Exception {
        String entry = """
                {"status":"AUTHORIZED","key":"k","fingerprint":"f","checkoutId":"%s","amount":1998,"currency":"EUR",\
                "reason":null,"at":"2026-01-01T00:00:00Z"}""".formatted(checkout);
        CRC32 checksum = new CRC32();
        checksum.update(entry.getBytes(UTF_8));
        Files.writeString(
                folder.resolve("ledger.journal"),
                "%08x %s%n".formatted(checksum.getValue(), entry),
                StandardOpenOption.CREATE_NEW);
        try (Simulator restarted = Simulator.startedOn(folder)) {
            restarted.refund(checkout, first, 500);
        }
        try (Simulator restarted = Simulator.startedOn(folder)) {
            assertThat(restarted.capture(checkout).amount("amount")).isEqualTo(1498);
            var page = restarted.get("/v1/ledger").body();
            assertThat(page.path("entries").path(0).path("refunded").asLong()).isEqualTo(500);
            assertThat(page.path("totals").path(0).path("refunded").asLong()).isEqualTo(500);
        }
    }

    private void assertAccount(String status, long captured, long refunded) {
        Answer account = network.account(checkout);
        assertThat(account.text("status")).isEqualTo(status);
        assertThat(account.amount("captured")).isEqualTo(captured);
        assertThat(account.amount("refunded")).isEqualTo(refunded);
        assertThat(account.amount("charged")).isEqualTo(1998);
    }
}
