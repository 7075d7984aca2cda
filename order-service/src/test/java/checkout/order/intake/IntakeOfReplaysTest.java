package checkout.order.intake;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.contracts.Line;
import checkout.contracts.Money;
import checkout.contracts.PaymentMethod;
import checkout.messaging.MessageIds;
import checkout.order.OrderServiceTest;
import checkout.order.intake.Outcome.KeyReused;
import checkout.order.intake.Outcome.Placed;
import checkout.order.intake.Outcome.Replayed;
import checkout.order.intake.Pricing.PricedCart;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Red here: who shares a commit with a request that came before is lost, or that request is placed again. */
class IntakeOfReplaysTest extends OrderServiceTest {
    private static final PricedCart CART = new PricedCart(
            "c-1", List.of(new Line("TEA-001", 1)), new Money(999, "EUR"), new PaymentMethod.Wallet("acc-rich"));

    @Autowired
    private Intake intake;

    @Autowired
    private JdbcTemplate database;

    private final String run = UUID.randomUUID().toString();

    @Test
    void theNewOnesGoWithoutTheReplaysInTheirMidst() {
        Placement first = placement("first", "its print");
        assertThat(intake.place(List.of(first))).containsExactly(new Placed());

        Placement again = placement("first", "its print");
        Placement fresh = placement("fresh", "another print");
        Placement reused = placement("first", "a print that does not fit");
        List<Outcome> outcomes = intake.place(List.of(again, fresh, reused));

        assertThat(outcomes.get(0)).isInstanceOfSatisfying(Replayed.class, replayed -> assertThat(
                        replayed.order().id())
                .isEqualTo(first.id()));
        assertThat(outcomes.get(1)).isEqualTo(new Placed());
        assertThat(outcomes.get(2)).isEqualTo(new KeyReused());
        assertThat(List.of(first, again, fresh, reused))
                .extracting(this::written)
                .containsExactly("1 1 1", "0 0 0", "1 1 1", "0 0 0");
    }

    @Test
    void aKeyThatIsTwiceInABatchIsPlacedOnce() {
        Placement first = placement("twice", "its print");
        Placement second = placement("twice", "its print");

        List<Outcome> outcomes = intake.place(List.of(first, second));

        assertThat(outcomes.get(0)).isEqualTo(new Placed());
        assertThat(outcomes.get(1)).isInstanceOfSatisfying(Replayed.class, replayed -> assertThat(
                        replayed.order().id())
                .isEqualTo(first.id()));
        assertThat(List.of(first, second)).extracting(this::written).containsExactly("1 1 1", "0 0 0");
    }

    @Test
    void aPlacementThatIsTriedAgainAfterItsCommitIsNoReplay() {
        Placement placement = placement("tried again", "its print");
        intake.place(List.of(placement));

        assertThat(intake.place(List.of(placement))).containsExactly(new Placed());
        assertThat(written(placement)).isEqualTo("1 1 1");
    }

    private Placement placement(String key, String fingerprint) {
        return new Placement(
                MessageIds.next(),
                "one",
                key + " " + run,
                fingerprint,
                CART,
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                null);
    }

    /** How many keys, orders and events there are of it. */
    private String written(Placement placement) {
        return database.queryForObject("""
                select concat_ws(' ', (select count(*) from idempotency_key where checkout_id = p.id),
                                      (select count(*) from orders where id = p.id),
                                      (select count(*) from outbox where saga_id = p.id))
                from (select ?::uuid as id) p
                """, String.class, placement.id());
    }
}
