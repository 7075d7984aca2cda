package checkout.order.cart.api;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.contracts.OrderLine;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** If this fails, a patch changes a line that it does not name, or does not change one that it does. */
class CartPatchProperties {
    private static final Arbitrary<String> SKUS = Arbitraries.of("A", "B", "C", "D", "E", "F");
    private static final Arbitrary<Integer> QUANTITIES = Arbitraries.integers().between(1, 5);

    @Provide
    Arbitrary<List<OrderLine>> carts() {
        return Arbitraries.maps(SKUS, QUANTITIES).map(quantities -> quantities.entrySet().stream()
                .map(line -> new OrderLine(line.getKey(), line.getValue()))
                .toList());
    }

    @Provide
    Arbitrary<Map<String, @Nullable Integer>> patches() {
        return Arbitraries.maps(SKUS, QUANTITIES.injectNull(0.3)).map(LinkedHashMap::new);
    }

    @Property
    void setsWhatIsNamedAndKeepsTheRest(
            @ForAll("carts") List<OrderLine> lines, @ForAll("patches") Map<String, @Nullable Integer> patch) {
        Map<String, Integer> expected = quantities(lines);
        patch.forEach((sku, quantity) -> {
            if (quantity == null) {
                expected.remove(sku);
            } else {
                expected.put(sku, quantity);
            }
        });
        List<OrderLine> merged = CartPatch.merge(lines, patch);
        assertThat(merged).extracting(OrderLine::sku).doesNotHaveDuplicates();
        assertThat(quantities(merged)).isEqualTo(expected);
    }

    @Property
    void changesNothingTheSecondTime(
            @ForAll("carts") List<OrderLine> lines, @ForAll("patches") Map<String, @Nullable Integer> patch) {
        List<OrderLine> once = CartPatch.merge(lines, patch);
        assertThat(CartPatch.merge(once, patch)).isEqualTo(once);
    }

    @Property
    void patchesOfDifferentLinesCanBeAppliedInAnyOrder(
            @ForAll("carts") List<OrderLine> lines,
            @ForAll("patches") Map<String, @Nullable Integer> one,
            @ForAll("patches") Map<String, @Nullable Integer> patch) {
        Map<String, @Nullable Integer> other = new LinkedHashMap<>(patch);
        other.keySet().removeAll(one.keySet());
        assertThat(quantities(CartPatch.merge(CartPatch.merge(lines, one), other)))
                .isEqualTo(quantities(CartPatch.merge(CartPatch.merge(lines, other), one)));
    }

    @Property
    void keepsTheOrderOfTheLinesThatStay(
            @ForAll("carts") List<OrderLine> lines, @ForAll("patches") Map<String, @Nullable Integer> patch) {
        List<String> before = lines.stream()
                .map(OrderLine::sku)
                .filter(sku -> !patch.containsKey(sku) || patch.get(sku) != null)
                .toList();
        List<String> after =
                CartPatch.merge(lines, patch).stream().map(OrderLine::sku).toList();
        assertThat(after.subList(0, before.size())).isEqualTo(before);
    }

    private static Map<String, Integer> quantities(List<OrderLine> lines) {
        Map<String, Integer> quantities = new HashMap<>();
        lines.forEach(line -> quantities.put(line.sku(), line.quantity()));
        return quantities;
    }
}
