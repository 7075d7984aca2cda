package checkout.lab.scenario.context;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.scenario.context.ShopperPurchase.Kind;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Red here: the load is not mixed, or not the same for the same seed. */
class ShopperPurchaseTest {

    private static final List<ShopperPurchase> THOUSAND = thousand(42);

    @Test
    void containsEveryKind() {
        assertThat(THOUSAND)
                .extracting(ShopperPurchase::kind)
                .contains(Kind.ORDINARY, Kind.DECLINED_CARD, Kind.EMPTY_WALLET, Kind.SCARCE_PRODUCT);
        assertThat(THOUSAND).anyMatch(ShopperPurchase::cancels);
        assertThat(THOUSAND).filteredOn(each -> each.kind() == Kind.ORDINARY).hasSizeBetween(700, 900);
    }

    @Test
    void containsBothPaymentMethods() {
        assertThat(THOUSAND)
                .anyMatch(each -> each.json("c").contains("\"method\":\"card\""))
                .anyMatch(each -> each.json("c").contains("\"method\":\"wallet\""));
    }

    @Test
    void theSameSeedMakesTheSamePurchases() {
        assertThat(thousand(42)).isEqualTo(THOUSAND).isNotEqualTo(thousand(43));
    }

    private static List<ShopperPurchase> thousand(long seed) {
        return LongStream.range(0, 1_000)
                .mapToObj(n -> ShopperPurchase.random(seed, n))
                .toList();
    }
}
