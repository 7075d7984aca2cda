package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.audit.InvariantAudit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Red here: the parts work, but not together. */
class WholeSystemTest {
    private final RunningStack running = RunningStack.get();
    private final Shopper shopper = new Shopper(running.stack());

    @AfterEach
    void everythingAddsUp() throws InterruptedException {
        assertThat(new InvariantAudit(running.stack()).atRest(Duration.ofSeconds(60)))
                .allMatch(InvariantAudit.Verdict::holds);
    }

    @Test
    void confirmsWhatIsPaidByCardOrWallet() {
        String byCard = shopper.buys("TEA-001", 2, Shopper.CARD);
        String byWallet = shopper.buys("TEA-002", 1, Shopper.WALLET);
        assertThat(shopper.end(byCard)).isEqualTo("CONFIRMED");
        assertThat(shopper.end(byWallet)).isEqualTo("CONFIRMED");
    }

    @Test
    void givesTheStockBackWhenTheCardIsDeclined() {
        int before = shopper.available("TEA-003");
        assertThat(shopper.end(shopper.buys("TEA-003", 3, Shopper.DECLINED))).isEqualTo("REJECTED PAYMENT_DECLINED");
        assertThat(shopper.available("TEA-003")).isEqualTo(before);
    }

    @Test
    void rejectsMoreThanThereIs() {
        assertThat(shopper.end(shopper.buys("LAST-ONE", 2, Shopper.CARD))).isEqualTo("REJECTED OUT_OF_STOCK");
        assertThat(shopper.available("LAST-ONE")).isEqualTo(1);
    }

    @Test
    void cancelsWhatWaitsForItsPayment() {
        int before = shopper.available("TEA-003");
        String checkout = shopper.buys("TEA-003", 1, Shopper.SILENT);
        assertThat(shopper.cancels(checkout)).isIn("PENDING", "REJECTED CANCELLED");
        assertThat(shopper.end(checkout)).isEqualTo("REJECTED CANCELLED");
        assertThat(shopper.available("TEA-003")).isEqualTo(before);
    }

    @Test
    void saysOfACancellationWhatThenIsSoHoweverItRaces() {
        for (int looks = 0; looks < 30; looks++) {
            String checkout = shopper.buys("TEA-001", 1, Shopper.WALLET);
            for (int i = 0; i < looks; i++) {
                shopper.checkout(checkout);
            }
            String said = shopper.cancels(checkout);
            String end = shopper.end(checkout);
            assertThat(end).isIn("CONFIRMED", "REJECTED CANCELLED");
            // while it is being worked on, either may still be
            assertThat(said).isIn(end.equals("CONFIRMED") ? Shopper.TOO_LATE : end, "PENDING");
        }
    }

    @Test
    void finishesWhateverIsKilledMeanwhile() throws IOException {
        for (String part : List.of(
                "outbox-relay",
                "saga-orchestrator",
                "inventory-service",
                "payment-service",
                "order-service",
                "kafka")) {
            List<String> checkouts = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                checkouts.add(shopper.buys("TEA-004", 1, i % 2 == 0 ? Shopper.CARD : Shopper.WALLET));
            }
            ProcessHandle victim = running.stack().part(part).process().orElseThrow();
            victim.destroyForcibly();
            victim.onExit().join();
            running.start();
            assertThat(checkouts.stream().map(shopper::end))
                    .as("after %s was killed", part)
                    .containsOnly("CONFIRMED");
        }
    }

    @Test
    void keepsItsPromisesOverAStop() {
        String before = shopper.buys("TEA-001", 1, Shopper.WALLET);
        assertThat(shopper.end(before)).isEqualTo("CONFIRMED");
        int available = shopper.available("TEA-001");
        String justBefore = shopper.buys("TEA-001", 1, Shopper.CARD);
        running.stop();
        running.start();
        assertThat(shopper.end(justBefore)).isEqualTo("CONFIRMED");
        assertThat(shopper.end(before)).isEqualTo("CONFIRMED");
        assertThat(shopper.available("TEA-001")).isEqualTo(available - 1);
    }
}
