package checkout.lab.scenario.spike;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.scenario.context.SeededRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Fails if an oversold item or a cart that was refused for no reason is not reported. */
class SpikeCartsTest {
    private static final SpikeCarts TWO_CARTS =
            new SpikeCarts(List.of(List.of(1, 2, 3), List.of(3, 4, 1)), Map.of(1, 2, 2, 1, 3, 1, 4, 1));

    @Test
    void onlyOneOfTwoCartsCanHaveTheLastItem() {
        assertThat(TWO_CARTS.oversold(Set.of(0))).isEmpty();
        assertThat(TWO_CARTS.undersold(Set.of(0))).isEmpty();
        assertThat(TWO_CARTS.oversold(Set.of(0, 1))).containsExactly("2 of item 3 were sold, and there were 1");
        assertThat(TWO_CARTS.undersold(Set.of())).hasSize(2);
    }

    @Test
    void everyOtherCartCanAlwaysBeSold() {
        SpikeCarts carts = SpikeCarts.random(SeededRandom.of(7, "carts"), 500, 6_000);
        Set<Integer> even = IntStream.range(0, 3_000).map(n -> 2 * n).boxed().collect(Collectors.toSet());
        assertThat(carts.oversold(even)).isEmpty();
        assertThat(carts.stock()).hasSize(500);
        assertThat(carts.carts())
                .allSatisfy(cart -> assertThat(new HashSet<>(cart)).hasSize(3));
        Set<Integer> all = IntStream.range(0, 6_000).boxed().collect(Collectors.toSet());
        assertThat(carts.oversold(all)).as("the other half is scarce").hasSizeGreaterThan(200);
        even.remove(0);
        assertThat(carts.undersold(even)).anyMatch(sentence -> sentence.startsWith("cart 0 "));
    }
}
