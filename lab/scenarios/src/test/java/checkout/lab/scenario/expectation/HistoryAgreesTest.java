package checkout.lab.scenario.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Red here: a storefront was told another end than the order has, and nobody is told. */
class HistoryAgreesTest {

    private static final UUID ID = new UUID(0, 1);

    @Test
    void theOrderMustHaveTheEndThatWasTold() {
        assertThat(HistoryAgrees.differences(Map.of(ID, "CONFIRMED"), Map.of(ID, "CONFIRMED")))
                .isEmpty();
        assertThat(HistoryAgrees.differences(Map.of(ID, "REJECTED"), Map.of(ID, "REJECTED CANCELLED")))
                .isEmpty();
        assertThat(HistoryAgrees.differences(Map.of(ID, "CONFIRMED"), Map.of(ID, "REJECTED CANCELLED")))
                .hasSize(1);
        assertThat(HistoryAgrees.differences(Map.of(ID, "CONFIRMED"), Map.of()))
                .singleElement()
                .asString()
                .contains("missing");
    }
}
