package checkout.lab.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Red here: a run that lost orders, stock or money counts as valid. */
class ConsistencyCheckTest {

    @Test
    void reportsNothingWhenEverythingAgrees() {
        assertThat(new ConsistencyCheck(10, 8, 0, 0, 8, 0, 8, 0, 800, 800).contradictions(10, 0))
                .isEmpty();
    }

    @Test
    void aRequestWithoutAResponseMayOrMayNotBeAnOrder() {
        assertThat(new ConsistencyCheck(10, 10, 0, 0, 10, 0, 10, 0, 1, 1).contradictions(9, 1))
                .isEmpty();
        assertThat(new ConsistencyCheck(10, 10, 0, 0, 10, 0, 10, 0, 1, 1).contradictions(10, 3))
                .isEmpty();
        assertThat(new ConsistencyCheck(10, 10, 0, 0, 10, 0, 10, 0, 1, 1).contradictions(8, 1))
                .hasSize(1);
    }

    @Test
    void reportsAcceptedCheckoutsWithoutAnOrder() {
        assertThat(new ConsistencyCheck(9, 9, 0, 0, 9, 0, 9, 0, 1, 1).contradictions(10, 0))
                .singleElement()
                .asString()
                .contains("10 checkouts were accepted", "9 orders");
    }

    @Test
    void reportsOrdersThatHaveNotEnded() {
        assertThat(new ConsistencyCheck(10, 8, 2, 0, 8, 0, 8, 0, 900, 800).contradictions(10, 0))
                .containsExactly("2 orders have not ended");
    }

    @Test
    void reportsThatStockOrWalletsHaveRunDry() {
        assertThat(new ConsistencyCheck(10, 8, 0, 2, 8, 0, 8, 0, 800, 800).contradictions(10, 0))
                .singleElement()
                .asString()
                .contains("2 orders were rejected for lack of stock or money");
    }

    @Test
    void reportsStockAndMoneyThatDoNotMatchTheOrders() {
        assertThat(new ConsistencyCheck(10, 8, 0, 0, 7, 0, 8, 0, 1, 1).contradictions(10, 0))
                .hasSize(1);
        assertThat(new ConsistencyCheck(10, 8, 0, 0, 8, 1, 8, 0, 1, 1).contradictions(10, 0))
                .hasSize(1);
        assertThat(new ConsistencyCheck(10, 8, 0, 0, 8, 0, 7, 0, 1, 1).contradictions(10, 0))
                .hasSize(1);
        assertThat(new ConsistencyCheck(10, 8, 0, 0, 8, 0, 8, 1, 1, 1).contradictions(10, 0))
                .hasSize(1);
        assertThat(new ConsistencyCheck(10, 8, 0, 0, 8, 0, 8, 0, 801, 800).contradictions(10, 0))
                .hasSize(1);
    }
}
