package checkout.lab.scenario.cart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Fails if a cart that lost a change counts as right. */
class CartHistoryTest {
    private final CartHistory history = new CartHistory(1, Map.of("A", 1));

    @Test
    void aChainOfChangesIsRight() {
        history.add(new CartEdit(2, Map.of("A", 0), false, 3, Map.of("B", 2)));
        history.add(new CartEdit(1, Map.of("B", 2), false, 2, Map.of("A", 1, "B", 2)));
        history.add(new CartEdit(3, Map.of("C", 1), true, 4, Map.of("C", 1)));
        assertThat(history.lost(4, Map.of("C", 1))).isEmpty();
    }

    @Test
    void twoChangesOfOneVersionAreFound() {
        history.add(new CartEdit(1, Map.of("B", 2), false, 2, Map.of("A", 1, "B", 2)));
        history.add(new CartEdit(1, Map.of("C", 3), false, 3, Map.of("A", 1, "C", 3)));
        assertThat(history.lost(3, Map.of("A", 1, "C", 3))).isNotEmpty();
    }

    @Test
    void aCartThatWasEmptiedIsFound() {
        history.add(new CartEdit(1, Map.of("B", 2), false, 2, Map.of("A", 1, "B", 2)));
        assertThat(history.lost(2, Map.of())).hasSize(1);
        assertThat(history.lost(5, Map.of("A", 1, "B", 2))).hasSize(1);
    }
}
