package checkout.order.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import checkout.contracts.Money;
import checkout.contracts.OrderLine;
import checkout.contracts.PaymentMethod;
import checkout.messaging.MessageIds;
import checkout.order.RunningOrderService;
import checkout.order.placement.CartPricing.PricedCart;
import checkout.order.placement.PlacementOutcome.Replayed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Fails if a request waits forever for a blocked database, or if one that timed out is placed twice. */
class GroupCommitTest extends RunningOrderService {
    @Autowired
    private CheckoutWriter checkoutWriter;

    @Autowired
    private DataSource database;

    private final String key = UUID.randomUUID().toString();

    @Test
    void timesOutARequestAndStillPlacesItOnce() throws Exception {
        GroupCommit commit = commit(Duration.ZERO);
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            claim(other, key);
            CompletableFuture<PlacementOutcome> outcome = commit.place(placement());

            assertThatThrownBy(outcome::get).hasCauseInstanceOf(TimeoutException.class);
            other.rollback();
        }
        await().until(() -> JdbcClient.create(database)
                .sql("select exists (select from idempotency_key where key = ?)")
                .param(key)
                .query(Boolean.class)
                .single());
        commit.stop();

        GroupCommit second = commit(Duration.ofMinutes(1));
        assertThat(second.place(placement()).get()).isInstanceOf(Replayed.class);
        second.stop();
    }

    @Test
    void failsWaitingRequestsWhenTheServiceStops() throws Exception {
        GroupCommit commit = commit(Duration.ofMinutes(1));
        commit.stop();

        CompletableFuture<PlacementOutcome> tooLate = commit.place(placement());
        commit.stop();

        assertThatThrownBy(tooLate::get).hasCauseInstanceOf(TimeoutException.class);
    }

    private GroupCommit commit(Duration timeout) {
        return new GroupCommit(checkoutWriter, new CheckoutWriterSettings(1, 200, 5000, timeout, Duration.ofDays(2)));
    }

    /** Claims the key as a concurrent transaction would. */
    private static void claim(Connection other, String key) throws SQLException {
        try (PreparedStatement claim = other.prepareStatement(
                "insert into idempotency_key (storefront, key, fingerprint, checkout_id) values ('one', ?, 'x', ?)")) {
            claim.setString(1, key);
            claim.setObject(2, MessageIds.next());
            claim.executeUpdate();
        }
    }

    private NewCheckout placement() {
        PricedCart cart = new PricedCart(
                "c-1",
                List.of(new OrderLine("TEA-001", 1)),
                List.of(999L),
                new Money(999, "EUR"),
                new PaymentMethod.Wallet("acc-rich"));
        return new NewCheckout(
                MessageIds.next(),
                "one",
                key,
                "fingerprint",
                cart,
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                null);
    }
}
