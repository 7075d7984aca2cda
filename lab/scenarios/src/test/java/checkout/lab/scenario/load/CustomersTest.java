package checkout.lab.scenario.load;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.scenario.context.ShopperPurchase;
import checkout.lab.scenario.context.ShopperPurchase.Line;
import checkout.lab.scenario.load.FollowUp.Act;
import checkout.lab.scenario.word.Arguments;
import checkout.lab.scenario.word.IntRange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Red here: the customers of a mix do something else than it says, or something else in the next run with the seed. */
class CustomersTest {

    private static final int COUNT = 2_000;

    private static List<Customer> customers(long seed, Arguments mix) {
        Customers customers = Customers.of(ShopperMix.of(mix), List.of("low-1", "low-2"));
        return LongStream.range(0, COUNT).mapToObj(n -> customers.nth(seed, n)).toList();
    }

    private static double share(List<Customer> customers, Act act) {
        return customers.stream()
                        .filter(each -> each.followUps().stream().anyMatch(followUp -> followUp.act() == act))
                        .count()
                / (double) customers.size();
    }

    @Test
    void theSameSeedHasTheSameCustomers() {
        assertThat(customers(1, Arguments.NONE))
                .isEqualTo(customers(1, Arguments.NONE))
                .isNotEqualTo(customers(2, Arguments.NONE));
    }

    @Test
    void cartsHaveAsManyProductsAsTheMixSays() {
        var mix = Arguments.NONE.with(ShopperMix.LINES, new IntRange(2, 4));
        Set<Integer> sizes = new HashSet<>();
        for (Customer each : customers(1, mix)) {
            sizes.add(each.purchase().lines().size());
            assertThat(each.purchase().lines()).extracting(Line::sku).doesNotHaveDuplicates();
            assertThat(each.purchase().lines()).extracting(Line::quantity).allMatch(n -> n >= 1 && n <= 3);
        }
        assertThat(sizes).containsExactlyInAnyOrder(2, 3, 4);
    }

    @Test
    void hotItemsAreInMostCarts() {
        var one = Arguments.NONE.with(ShopperMix.LINES, new IntRange(1, 1));
        assertThat(customers(1, one.with(ShopperMix.HOT_ITEMS, 1)))
                .filteredOn(each -> each.purchase().buys("TEA-001"))
                .hasSizeBetween(COUNT * 75 / 100, COUNT * 95 / 100);
        assertThat(customers(1, one))
                .filteredOn(each -> each.purchase().buys("TEA-001"))
                .hasSizeBetween(COUNT * 12 / 100, COUNT * 28 / 100);
    }

    @Test
    void customersDoWhatTheMixSaysAsOftenAsItSays() {
        List<Customer> customers = customers(
                1,
                Arguments.NONE
                        .with(ShopperMix.CANCELS, 10)
                        .with(ShopperMix.RETURNS, 20)
                        .with(ShopperMix.DUPLICATES, 30)
                        .with(ShopperMix.REPLAYS, 40)
                        .with(ShopperMix.READS, 50));
        assertThat(share(customers, Act.CANCEL)).isBetween(0.07, 0.13);
        assertThat(share(customers, Act.RETURN)).isBetween(0.16, 0.24);
        assertThat(share(customers, Act.DUPLICATE)).isBetween(0.26, 0.34);
        assertThat(share(customers, Act.REPLAY)).isBetween(0.36, 0.44);
        assertThat(share(customers, Act.READ)).isBetween(0.46, 0.54);
        assertThat(customers).allMatch(each -> each.purchase().cancels() == (share(List.of(each), Act.CANCEL) > 0));
    }

    @Test
    void withoutPercentagesNobodyDoesAnythingElse() {
        assertThat(customers(1, Arguments.NONE.with(ShopperMix.READS, 0)))
                .allMatch(each -> each.followUps().isEmpty());
    }

    @Test
    void cancellationsComeAtAnyMoment() {
        assertThat(customers(1, Arguments.NONE.with(ShopperMix.CANCELS, 100)).stream()
                        .map(each -> each.followUps().getFirst().after().toMillis() / 500))
                .contains(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void twoStorefrontsMeddleWithEachOthersCheckouts() {
        List<Customer> two = customers(1, Arguments.NONE.with(ShopperMix.STOREFRONTS, 2));
        assertThat(two).extracting(Customer::storefront).contains(0, 1);
        assertThat(share(two, Act.MEDDLE)).isPositive();
        assertThat(share(customers(1, Arguments.NONE), Act.MEDDLE)).isZero();
    }

    @Test
    void everyTokenMeansEveryTokenThatEndsByItself() {
        var mix = Arguments.NONE.with(ShopperMix.PAYMENT, List.of("every-token"));
        Set<String> payments = new HashSet<>();
        customers(1, mix).forEach(each -> payments.add(each.purchase().payment()));
        assertThat(payments)
                .contains(
                        ShopperPurchase.card("tok_ok"),
                        ShopperPurchase.card("tok_timeout"),
                        ShopperPurchase.card("tok_3ds"))
                .doesNotContain(
                        ShopperPurchase.card("tok_refund_declined"), ShopperPurchase.card("tok_capture_declined"))
                .hasSize(12);
    }

    @Test
    void everyWayToPayCanBeChosenAndHasAnOutcome() {
        for (String name : PaymentWords.NAMES) {
            var mix = Arguments.NONE.with(ShopperMix.PAYMENT, List.of(name));
            assertThat(customers(3, mix)).allSatisfy(each -> {
                assertThat(each.purchase().payment()).contains("\"method\":");
                assertThat(each.purchase().mayBeRejected("TIMED_OUT")).isTrue();
            });
        }
    }

    @Test
    void aScarceProductMayBeOutOfStock() {
        assertThat(customers(1, Arguments.NONE.with(ShopperMix.SCARCE, 100)))
                .allMatch(each -> each.purchase().buys(ShopperPurchase.SCARCE))
                .allMatch(each -> each.purchase().mayBeRejected("OUT_OF_STOCK"));
        assertThat(customers(1, Arguments.NONE))
                .noneMatch(each -> each.purchase().mayBeRejected("OUT_OF_STOCK"));
    }
}
