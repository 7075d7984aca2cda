package checkout.order.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import checkout.contracts.Line;
import checkout.contracts.Money;
import checkout.contracts.PaymentMethod;
import checkout.messaging.MessageIds;
import checkout.order.OrderServiceTest;
import checkout.order.intake.Outcome.Replayed;
import checkout.order.intake.Pricing.PricedCart;
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

/** Red here: a request hangs for ever behind a database that does not answer, or one that was let go is placed twice. */
class SharedCommitTest extends OrderServiceTest {
    @Autowired
    private Intake intake;

    @Autowired
    private DataSource database;

    private final String key = UUID.randomUUID().toString();

    @Test
    void whoHasWaitedTooLongIsLetGoAndPlacedOnceAllTheSame() throws Exception {
        SharedCommit commit = commit(Duration.ZERO);
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            claim(other, key);
            CompletableFuture<Outcome> outcome = commit.place(placement());

            assertThatThrownBy(outcome::get).hasCauseInstanceOf(TimeoutException.class);
            other.rollback();
        }
        await().until(() -> JdbcClient.create(database)
                .sql("select exists (select from idempotency_key where key = ?)")
                .param(key)
                .query(Boolean.class)
                .single());
        commit.stop();

        SharedCommit patient = commit(Duration.ofMinutes(1));
        assertThat(patient.place(placement()).get()).isInstanceOf(Replayed.class);
        patient.stop();
    }

    @Test
    void whoStillWaitsWhenTheServiceStopsIsToldSo() throws Exception {
        SharedCommit commit = commit(Duration.ofMinutes(1));
        commit.stop();

        CompletableFuture<Outcome> tooLate = commit.place(placement());
        commit.stop();

        assertThatThrownBy(tooLate::get).hasCauseInstanceOf(TimeoutException.class);
    }

    private SharedCommit commit(Duration patience) {
        return new SharedCommit(intake, new IntakeSettings(1, 200, 5000, patience, Duration.ofDays(2)));
    }

    /** As another transaction does that is about to place a checkout under this key. */
    private static void claim(Connection other, String key) throws SQLException {
        try (PreparedStatement claim = other.prepareStatement(
                "insert into idempotency_key (storefront, key, fingerprint, checkout_id) values ('one', ?, 'x', ?)")) {
            claim.setString(1, key);
            claim.setObject(2, MessageIds.next());
            claim.executeUpdate();
        }
    }

    private Placement placement() {
        PricedCart cart = new PricedCart(
                "c-1", List.of(new Line("TEA-001", 1)), new Money(999, "EUR"), new PaymentMethod.Wallet("acc-rich"));
        return new Placement(
                MessageIds.next(), "one", key, "its print", cart, Instant.now().truncatedTo(ChronoUnit.MICROS), null);
    }
}
