package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.lab.audit.InvariantAudit;
import checkout.lab.http.JsonHttpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What customers and operators do, with the whole system, however its services connect to the database. */
abstract class WholeSystemJourneys {
    final RunningStack running;
    final Shopper shopper;

    WholeSystemJourneys(RunningStack running) {
        this.running = running;
        this.shopper = new Shopper(running.stack());
    }

    /** Ten checkouts and a return are under way when the part is killed, and all of them end as they should. */
    void finishesEveryCheckoutWhenKilled(String part) throws IOException {
        List<String> checkouts = new ArrayList<>();
        String returned = shopper.buy("TEA-004", 2, Shopper.CARD);
        assertThat(shopper.awaitEnd(returned)).isEqualTo("CONFIRMED");
        assertThat(shopper.giveBack(returned, "TEA-004", 1)).isEqualTo(202);
        for (int i = 0; i < 10; i++) {
            checkouts.add(shopper.buy("TEA-004", 1, i % 2 == 0 ? Shopper.CARD : Shopper.WALLET));
        }
        running.killAndRestart(part);
        assertThat(checkouts.stream().map(shopper::awaitEnd))
                .as("after %s was killed", part)
                .containsOnly("CONFIRMED");
        assertThat(shopper.awaitReturns(returned))
                .as("after %s was killed", part)
                .containsExactly("ACCEPTED");
    }

    @AfterEach
    void everyInvariantHolds() throws InterruptedException {
        assertThat(new InvariantAudit(running.stack()).atRest(Duration.ofSeconds(60)))
                .allMatch(InvariantAudit.Verdict::holds);
    }

    @Test
    void confirmsCheckoutsPaidByCardOrWallet() {
        String byCard = shopper.buy("TEA-001", 2, Shopper.CARD);
        String byWallet = shopper.buy("TEA-002", 1, Shopper.WALLET);
        assertThat(shopper.awaitEnd(byCard)).isEqualTo("CONFIRMED");
        assertThat(shopper.awaitEnd(byWallet)).isEqualTo("CONFIRMED");
    }

    @Test
    void releasesTheStockWhenTheCardIsDeclined() {
        int before = shopper.available("TEA-003");
        assertThat(shopper.awaitEnd(shopper.buy("TEA-003", 3, Shopper.DECLINED)))
                .isEqualTo("REJECTED PAYMENT_DECLINED");
        assertThat(shopper.available("TEA-003")).isEqualTo(before);
    }

    @Test
    void rejectsMoreThanIsInStock() {
        assertThat(shopper.awaitEnd(shopper.buy("LAST-ONE", 2, Shopper.CARD))).isEqualTo("REJECTED OUT_OF_STOCK");
        assertThat(shopper.available("LAST-ONE")).isEqualTo(1);
    }

    @Test
    void cancelsACheckoutThatWaitsForItsPayment() {
        int before = shopper.available("TEA-003");
        String checkout = shopper.buy("TEA-003", 1, Shopper.TIMES_OUT);
        assertThat(shopper.cancel(checkout)).isIn("PENDING", "REJECTED CANCELLED");
        assertThat(shopper.awaitEnd(checkout)).isEqualTo("REJECTED CANCELLED");
        assertThat(shopper.available("TEA-003")).isEqualTo(before);
    }

    @Test
    void theResponseToACancellationIsTrueHoweverItRaces() throws Exception {
        List<Future<?>> races = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (int polls = 0; polls < 30; polls++) {
                int pollsBefore = polls;
                races.add(threads.submit(() -> raceCancellation(pollsBefore)));
            }
        }
        for (Future<?> race : races) {
            race.get();
        }
    }

    private void raceCancellation(int pollsBefore) {
        String checkout = shopper.buy("TEA-001", 1, Shopper.WALLET);
        for (int i = 0; i < pollsBefore; i++) {
            shopper.checkout(checkout);
        }
        String response = shopper.cancel(checkout);
        String end = shopper.awaitEnd(checkout);
        assertThat(end).isIn("CONFIRMED", "REJECTED CANCELLED");
        // while the cancellation is in progress the status is PENDING, whatever the outcome
        assertThat(response).isIn(end.equals("CONFIRMED") ? Shopper.TOO_LATE : end, "PENDING");
    }

    @Test
    void refundsAndRestocksReturns() {
        int before = shopper.available("TEA-003");
        for (String payment : List.of(Shopper.CARD, Shopper.WALLET)) {
            String checkout = shopper.buy("TEA-003", 3, payment);
            assertThat(shopper.awaitEnd(checkout)).isEqualTo("CONFIRMED");
            assertThat(shopper.giveBack(checkout, "TEA-003", 1)).isEqualTo(202);
            assertThat(shopper.giveBack(checkout, "TEA-003", 2)).isEqualTo(202);
            assertThat(shopper.giveBack(checkout, "TEA-003", 1)).isEqualTo(409);
            assertThat(shopper.awaitReturns(checkout)).containsExactly("ACCEPTED", "ACCEPTED");
        }
        assertThat(shopper.available("TEA-003")).isEqualTo(before);
    }

    @Test
    void aRefusedRefundRefusesTheReturn() {
        String checkout = shopper.buy("TEA-003", 1, Shopper.NO_REFUND);
        assertThat(shopper.awaitEnd(checkout)).isEqualTo("CONFIRMED");
        int available = shopper.available("TEA-003");
        assertThat(shopper.giveBack(checkout, "TEA-003", 1)).isEqualTo(202);
        assertThat(shopper.awaitReturns(checkout)).containsExactly("REFUSED");
        assertThat(shopper.available("TEA-003")).isEqualTo(available);
    }

    @Test
    void aRefusedCaptureIsStuckUntilItIsRetried() throws InterruptedException {
        String checkout = shopper.buy("TEA-003", 1, Shopper.NO_CAPTURE_AT_FIRST);
        assertThat(shopper.awaitEnd(checkout)).isEqualTo("CONFIRMED");
        JsonHttpClient operator = JsonHttpClient.operator(running.stack());
        String saga = running.stack().ports().url("saga-orchestrator") + "/v1/sagas/" + checkout;
        await().until(() -> operator.get(saga).body().at("/state").asString().equals("STUCK"));
        assertThat(operator.get(saga).body().at("/stuckReason").asString())
                .contains("'capture payment' refused")
                .contains("capture_declined");
        assertThat(shopper.cancel(checkout)).isEqualTo(Shopper.TOO_LATE);
        operator.post(saga + "/retry", Map.of("reason", "the card works again")).bodyIfSuccessful();
        await().until(() -> operator.get(saga).body().at("/state").asString().equals("COMPLETED"));
    }
}
