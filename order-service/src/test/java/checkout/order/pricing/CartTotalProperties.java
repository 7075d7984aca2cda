package checkout.order.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.contracts.Money;
import checkout.contracts.OrderLine;
import checkout.order.catalogue.Product;
import checkout.web.ProblemException;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** If this fails, a cart costs something else than its lines do together, or has a total in one of several currencies. */
class CartTotalProperties {
    record PricedLine(Product product, OrderLine line) {}

    @Provide
    Arbitrary<List<PricedLine>> carts() {
        Arbitrary<Long> prices = Arbitraries.longs().between(1, Long.MAX_VALUE).edgeCases(edges -> edges.add(1L));
        Arbitrary<Integer> quantities = Arbitraries.integers().between(1, 1_000_000);
        Arbitrary<String> currencies = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(20, Arbitraries.just("EUR")),
                net.jqwik.api.Tuple.of(1, Arbitraries.of("USD", "JPY", "BHD")));
        return Combinators.combine(prices, quantities, currencies)
                .as((price, quantity, currency) ->
                        new PricedLine(new Product("SKU", "name", "", price, currency), new OrderLine("SKU", quantity)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }

    @Property
    void isTheSumOfTheLinesOrARefusal(@ForAll("carts") List<PricedLine> cart) {
        List<Product> products = cart.stream().map(PricedLine::product).toList();
        List<OrderLine> lines = cart.stream().map(PricedLine::line).toList();
        BigInteger exact = cart.stream()
                .map(each -> BigInteger.valueOf(each.product().priceMinor())
                        .multiply(BigInteger.valueOf(each.line().quantity())))
                .reduce(BigInteger.ZERO, BigInteger::add);
        if (products.stream().map(Product::currency).distinct().count() > 1) {
            assertThatThrownBy(() -> CartTotal.of(products, lines))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("several currencies");
        } else if (exact.bitLength() > 63) {
            assertThatThrownBy(() -> CartTotal.of(products, lines))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("too large");
        } else {
            assertThat(CartTotal.of(products, lines))
                    .isEqualTo(new Money(
                            exact.longValueExact(), products.getFirst().currency()));
        }
    }
}
