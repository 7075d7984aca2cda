package checkout.lab.scenario.context;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.scenario.context.ShopperPurchase.Wish;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Red here: the load is not mixed, or not the same for the same seed. */
class ShopperPurchaseTest {

    private static final List<ShopperPurchase> THOUSAND = thousand(42);

    @Test
    void everyWishIsAmongThem() {
        assertThat(THOUSAND).extracting(ShopperPurchase::wish).contains(Wish.values());
        assertThat(THOUSAND).anyMatch(ShopperPurchase::cancels);
        assertThat(THOUSAND).filteredOn(each -> each.wish() == Wish.TO_BUY).hasSizeBetween(700, 900);
    }

    @Test
    void bothWaysToPayAreAmongThem() {
        assertThat(THOUSAND)
                .anyMatch(each -> each.body("c").contains("\"method\":\"card\""))
                .anyMatch(each -> each.body("c").contains("\"method\":\"wallet\""));
    }

    @Test
    void theSameSeedBuysTheSame() {
        assertThat(thousand(42)).isEqualTo(THOUSAND).isNotEqualTo(thousand(43));
    }

    private static List<ShopperPurchase> thousand(long seed) {
        return LongStream.range(0, 1_000)
                .mapToObj(n -> ShopperPurchase.of(seed, n))
                .toList();
    }
}
