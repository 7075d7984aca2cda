package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Red here: the parts do not work together. */
class WholeSystemTest extends WholeSystemJourneys {

    WholeSystemTest() {
        super(RunningStack.get());
    }

    @Test
    void finishesEveryCheckoutWhicheverPartIsKilled() throws IOException {
        for (String part : List.of(
                "outbox-relay",
                "saga-orchestrator",
                "inventory-service",
                "payment-service",
                "order-service",
                "kafka")) {
            finishesEveryCheckoutWhenKilled(part);
        }
    }

    @Test
    void finishesAcceptedCheckoutsAfterARestart() {
        String before = shopper.buy("TEA-001", 1, Shopper.WALLET);
        assertThat(shopper.awaitEnd(before)).isEqualTo("CONFIRMED");
        int available = shopper.available("TEA-001");
        String justBefore = shopper.buy("TEA-001", 1, Shopper.CARD);
        running.stop();
        running.start();
        assertThat(shopper.awaitEnd(justBefore)).isEqualTo("CONFIRMED");
        assertThat(shopper.awaitEnd(before)).isEqualTo("CONFIRMED");
        assertThat(shopper.available("TEA-001")).isEqualTo(available - 1);
    }
}
