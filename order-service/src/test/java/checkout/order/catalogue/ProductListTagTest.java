package checkout.order.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.order.availability.Availability;
import checkout.order.availability.Availability.Known;
import checkout.order.catalogue.ProductsApi.ProductList;
import checkout.order.catalogue.ProductsApi.ProductView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Red here: a browser takes an old quantity for a recent one because 304 is all it hears, or gets a body for each second. */
class ProductListTagTest {
    private static final Product TEA = new Product("TEA-001", "Sencha", "green", 999, "EUR");

    @Test
    void doesNotChangeWithTheAgeOfAQuantityThatIsRenewedAllTheTime() {
        assertThat(tag(new Known(7, 2, false))).isEqualTo(tag(new Known(7, 0, false)));
        assertThat(tag(new Known(6, 0, false))).isNotEqualTo(tag(new Known(7, 0, false)));
    }

    @Test
    void changesAsAnOutdatedQuantityGetsOlder() {
        assertThat(tag(new Known(7, 3, true))).isNotEqualTo(tag(new Known(7, 3, false)));
        assertThat(tag(new Known(7, 9, true))).isNotEqualTo(tag(new Known(7, 3, true)));
        assertThat(tag(new Known(7, 9, true))).as("not each second").isEqualTo(tag(new Known(7, 5, true)));
    }

    private static String tag(Known known) {
        return ProductListTag.of(
                new ProductList(List.of(ProductView.of(TEA, known)), null),
                new Availability(Map.of(TEA.sku(), known), ""));
    }
}
