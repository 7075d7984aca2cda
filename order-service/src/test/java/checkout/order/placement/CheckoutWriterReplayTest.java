package checkout.order.placement;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.contracts.Money;
import checkout.contracts.OrderLine;
import checkout.contracts.PaymentMethod;
import checkout.messaging.MessageIds;
import checkout.order.RunningOrderService;
import checkout.order.placement.PlacementOutcome.KeyReused;
import checkout.order.placement.PlacementOutcome.Placed;
import checkout.order.placement.PlacementOutcome.Replayed;
import checkout.order.pricing.CartPricing.PricedCart;
import checkout.order.request.IdempotentRequest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Fails if a repeated request is placed twice, or if new requests in the same batch are lost. */
class CheckoutWriterReplayTest extends RunningOrderService {
    private static final PricedCart CART = new PricedCart(
            "c-1",
            List.of(new OrderLine("TEA-001", 1)),
            List.of(999L),
            new Money(999, "EUR"),
            new PaymentMethod.Wallet("acc-rich"));

    @Autowired
    private CheckoutWriter checkoutWriter;

    @Autowired
    private JdbcTemplate database;

    private final String run = UUID.randomUUID().toString();

    @Test
    void placesTheNewRequestsOfABatchWithReplays() {
        NewCheckout first = placement("first", "fingerprint");
        assertThat(place(List.of(first))).hasOnlyElementsOfType(Placed.class);

        NewCheckout again = placement("first", "fingerprint");
        NewCheckout fresh = placement("fresh", "another fingerprint");
        NewCheckout reused = placement("first", "a different fingerprint");
        List<PlacementOutcome> outcomes = place(List.of(again, fresh, reused));

        assertThat(outcomes.get(0)).isInstanceOfSatisfying(Replayed.class, replayed -> assertThat(
                        replayed.order().id())
                .isEqualTo(first.id()));
        assertThat(outcomes.get(1)).isInstanceOf(Placed.class);
        assertThat(outcomes.get(2)).isEqualTo(new KeyReused());
        assertThat(List.of(first, again, fresh, reused))
                .extracting(this::rowCounts)
                .containsExactly("1 1 1", "0 0 0", "1 1 1", "0 0 0");
    }

    @Test
    void placesAKeyOnceThatIsTwiceInABatch() {
        NewCheckout first = placement("twice", "fingerprint");
        NewCheckout second = placement("twice", "fingerprint");

        List<PlacementOutcome> outcomes = place(List.of(first, second));

        assertThat(outcomes.get(0)).isInstanceOf(Placed.class);
        assertThat(outcomes.get(1)).isInstanceOfSatisfying(Replayed.class, replayed -> assertThat(
                        replayed.order().id())
                .isEqualTo(first.id()));
        assertThat(List.of(first, second)).extracting(this::rowCounts).containsExactly("1 1 1", "0 0 0");
    }

    @Test
    void recognizesACheckoutThatIsCommittedAlready() {
        NewCheckout newCheckout = placement("retried", "fingerprint");
        place(List.of(newCheckout));

        assertThat(place(List.of(newCheckout))).hasOnlyElementsOfType(Placed.class);
        assertThat(rowCounts(newCheckout)).isEqualTo("1 1 1");
    }

    private List<PlacementOutcome> place(List<NewCheckout> checkouts) {
        List<WaitingCheckout> waiting =
                checkouts.stream().map(WaitingCheckout::new).toList();
        checkoutWriter.place(waiting);
        return waiting.stream().map(one -> one.outcome().join()).toList();
    }

    private NewCheckout placement(String key, String fingerprint) {
        return new NewCheckout(
                new IdempotentRequest(MessageIds.next(), "one", key + " " + run, fingerprint), CART, null);
    }

    /** The numbers of its keys, orders and events. */
    private String rowCounts(NewCheckout newCheckout) {
        return database.queryForObject("""
                select concat_ws(' ', (select count(*) from idempotency_key where checkout_id = p.id),
                                      (select count(*) from orders where id = p.id),
                                      (select count(*) from outbox where saga_id = p.id))
                from (select ?::uuid as id) p
                """, String.class, newCheckout.id());
    }
}
