package checkout.order.placement;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.contracts.Money;
import checkout.contracts.OrderLine;
import checkout.contracts.PaymentMethod;
import checkout.messaging.MessageIds;
import checkout.order.pricing.CartPricing.PricedCart;
import checkout.order.request.IdempotentRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Fails if a storefront waits for the backlog of another, if its own checkouts overtake each other, or if one is lost. */
class WaitingCheckoutsTest {
    @Test
    void aBacklogOfOneStorefrontDoesNotDelayAnother() throws Exception {
        WaitingCheckouts waiting = new WaitingCheckouts(5_000);
        IntStream.range(0, 1_000).forEach(i -> waiting.offer(checkout("noisy")));
        WaitingCheckout neighbour = checkout("neighbour");
        waiting.offer(neighbour);

        List<WaitingCheckout> batch = new ArrayList<>();
        waiting.moveTo(batch, 200);
        assertThat(batch).hasSize(200).element(1).isSameAs(neighbour);
    }

    @Property(tries = 200)
    void checkoutsLeaveInOrderAndInTurns(
            @ForAll @Size(max = 60) List<@IntRange(max = 4) Integer> storefronts,
            @ForAll @IntRange(min = 1, max = 20) int max)
            throws InterruptedException {
        WaitingCheckouts waiting = new WaitingCheckouts(100);
        Map<String, List<WaitingCheckout>> expected = new HashMap<>();
        for (int storefront : storefronts) {
            WaitingCheckout checkout = checkout("s" + storefront);
            assertThat(waiting.offer(checkout)).isTrue();
            expected.computeIfAbsent("s" + storefront, s -> new ArrayList<>()).add(checkout);
        }
        List<WaitingCheckout> taken = new ArrayList<>();
        while (taken.size() < storefronts.size()) {
            List<WaitingCheckout> batch = new ArrayList<>();
            waiting.moveTo(batch, max);
            assertThat(batch).hasSize(Math.min(max, storefronts.size() - taken.size()));
            taken.addAll(batch);
        }
        Map<String, List<WaitingCheckout>> left = new HashMap<>();
        taken.forEach(checkout -> left.computeIfAbsent(storefront(checkout), s -> new ArrayList<>())
                .add(checkout));
        assertThat(left).isEqualTo(expected);
        // the n-th checkout of a storefront leaves after at most n of each other storefront
        for (int i = 0; i < taken.size(); i++) {
            String storefront = storefront(taken.get(i));
            long nth = taken.subList(0, i + 1).stream()
                    .filter(checkout -> storefront(checkout).equals(storefront))
                    .count();
            assertThat((long) i + 1).isLessThanOrEqualTo(nth * expected.size());
        }
    }

    @Test
    void hasRoomForSoManyAndAgainForAsMany() throws Exception {
        WaitingCheckouts waiting = new WaitingCheckouts(2);
        assertThat(waiting.offer(checkout("one"))).isTrue();
        assertThat(waiting.offer(checkout("other"))).isTrue();
        assertThat(waiting.offer(checkout("third"))).isFalse();
        waiting.moveTo(new ArrayList<>(), 1);
        assertThat(waiting.offer(checkout("third"))).isTrue();
    }

    @Test
    void aWriterWaitsForACheckout() throws Exception {
        WaitingCheckouts waiting = new WaitingCheckouts(2);
        CompletableFuture<List<WaitingCheckout>> taken = new CompletableFuture<>();
        Thread writer = Thread.ofPlatform().start(() -> {
            List<WaitingCheckout> batch = new ArrayList<>();
            try {
                waiting.moveTo(batch, 10);
                taken.complete(batch);
            } catch (InterruptedException stopped) {
                taken.completeExceptionally(stopped);
            }
        });
        WaitingCheckout checkout = checkout("one");
        waiting.offer(checkout);
        assertThat(taken.get(10, TimeUnit.SECONDS)).containsExactly(checkout);
        writer.join();
    }

    private static String storefront(WaitingCheckout checkout) {
        return checkout.checkout().request().storefront();
    }

    private static WaitingCheckout checkout(String storefront) {
        PricedCart cart = new PricedCart(
                "c-1",
                List.of(new OrderLine("TEA-001", 1)),
                List.of(999L),
                new Money(999, "EUR"),
                new PaymentMethod.Wallet("acc-rich"));
        return new WaitingCheckout(new NewCheckout(
                new IdempotentRequest(MessageIds.next(), storefront, "key", "fingerprint"), cart, null));
    }
}
