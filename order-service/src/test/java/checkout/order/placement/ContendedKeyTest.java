package checkout.order.placement;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.MessageIds;
import checkout.messaging.outbox.Outbox;
import checkout.order.cart.Carts;
import checkout.order.orders.Orders;
import checkout.order.placement.PlacementOutcome.KeyInFlight;
import checkout.order.placement.PlacementOutcome.NotPlaced;
import checkout.order.placement.PlacementOutcome.Placed;
import checkout.order.request.IdempotencyKeys;
import checkout.order.request.IdempotentRequest;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Fails if a key that a frozen instance has claimed, or a lock, delays the checkouts of others or looks like a bug. */
class ContendedKeyTest extends RunningGroupCommit {
    /** Less than the lock timeout of the role, and much more than the wait for a claim. */
    private static final Duration MUCH_LESS_THAN_A_LOCK_TIMEOUT = Duration.ofMillis(1500);

    @Autowired
    private Outbox outbox;

    @Autowired
    private Orders orders;

    @Autowired
    private IdempotencyKeys keys;

    @Autowired
    private Carts carts;

    @Autowired
    private Environment environment;

    /** An instance froze between the round trip that claims the key and its commit; the request was repeated at this one. */
    @Test
    void aKeyThatAnotherTransactionHasClaimedDelaysNobodyElse() throws Exception {
        GroupCommit commit = commit(10, Duration.ofMinutes(1));
        NewCheckout contended = checkout();
        NewCheckout other = ofStorefront("two");
        try (Connection frozen = claimed(contended)) {
            List<CompletableFuture<PlacementOutcome>> together = together(commit, contended, other);
            long began = System.nanoTime();
            assertThat(together.getLast().get(10, TimeUnit.SECONDS)).isInstanceOf(Placed.class);
            assertThat(together.getFirst().get(10, TimeUnit.SECONDS)).isEqualTo(new KeyInFlight());
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(MUCH_LESS_THAN_A_LOCK_TIMEOUT);
            frozen.rollback();
        }
        assertThat(ordersOf(contended, other)).containsExactly(other.id());
        assertThat(commit.place(repeated(contended)).get(10, TimeUnit.SECONDS)).isInstanceOf(Placed.class);
        commit.stop();
    }

    @Test
    void aTableThatIsLockedForLongIsNotWaitedForByOneAfterTheOther() throws Exception {
        List<NewCheckout> batch = Stream.generate(this::checkout).limit(30).toList();
        List<CompletableFuture<PlacementOutcome>> outcomes = new ArrayList<>();
        try (HikariDataSource pool = pool("-c lock_timeout=300");
                Connection gate = closedGate()) {
            GroupCommit commit = commit(writer(pool), 200, Duration.ofMinutes(1));
            long began = System.nanoTime();
            outcomes.add(commit.place(batch.getFirst()));
            awaitBlocked();
            batch.stream().skip(1).forEach(checkout -> outcomes.add(commit.place(checkout)));
            for (CompletableFuture<PlacementOutcome> outcome : outcomes) {
                assertThat(outcome.get(30, TimeUnit.SECONDS))
                        .isEqualTo(new NotPlaced(NotPlaced.Cause.DATABASE_UNAVAILABLE));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .as("two waits of the first, and two of the others together")
                    .isLessThan(Duration.ofSeconds(4));
            gate.rollback();
            commit.stop();
        }
        assertThat(ordersOf(batch.stream().map(NewCheckout::id).toList())).isEmpty();
    }

    @Test
    void aLockOnTheTableOfKeysIsWaitedForByAFewOnly() throws Exception {
        List<NewCheckout> batch = Stream.generate(this::checkout).limit(30).toList();
        GroupCommit commit = commit(200, Duration.ofMinutes(1));
        List<PlacementOutcome> outcomes = new ArrayList<>();
        try (Connection migration = dataSource.getConnection()) {
            migration.setAutoCommit(false);
            migration.createStatement().execute("lock table idempotency_key in access exclusive mode");
            for (CompletableFuture<PlacementOutcome> each :
                    batch.stream().map(commit::place).toList()) {
                outcomes.add(each.get(30, TimeUnit.SECONDS));
            }
            migration.rollback();
        }
        assertThat(outcomes)
                .allMatch(outcome -> outcome instanceof KeyInFlight || outcome instanceof NotPlaced)
                .filteredOn(outcome -> outcome instanceof NotPlaced)
                .hasSizeGreaterThan(20);
        assertThat(ordersOf(batch.stream().map(NewCheckout::id).toList())).isEmpty();
        commit.stop();
    }

    /** As after a failover to a server that is still a replica. */
    @Test
    void aReadOnlyServerPlacesNothing() throws Exception {
        try (HikariDataSource pool = pool("-c default_transaction_read_only=on")) {
            GroupCommit commit = commit(writer(pool), 10, Duration.ofMinutes(1));
            NewCheckout refused = checkout();
            assertThat(commit.place(refused).get(10, TimeUnit.SECONDS))
                    .isEqualTo(new NotPlaced(NotPlaced.Cause.DATABASE_UNAVAILABLE));
            assertThat(ordersOf(refused)).isEmpty();
            commit.stop();
        }
    }

    /** Has these committed in one transaction, by letting them wait for the one before it. */
    private List<CompletableFuture<PlacementOutcome>> together(GroupCommit commit, NewCheckout... checkouts)
            throws Exception {
        List<CompletableFuture<PlacementOutcome>> outcomes = new ArrayList<>();
        try (Connection gate = closedGate()) {
            CompletableFuture<PlacementOutcome> before = commit.place(checkout());
            awaitBlocked();
            for (NewCheckout checkout : checkouts) {
                outcomes.add(commit.place(checkout));
            }
            gate.rollback();
            assertThat(before.get(10, TimeUnit.SECONDS)).isInstanceOf(Placed.class);
        }
        return outcomes;
    }

    private NewCheckout ofStorefront(String storefront) {
        return new NewCheckout(
                new IdempotentRequest(
                        MessageIds.next(), storefront, UUID.randomUUID().toString(), "fingerprint"),
                checkout().cart(),
                null);
    }

    /** A transaction that has claimed the key of this checkout and does not end. */
    private Connection claimed(NewCheckout checkout) throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        try (PreparedStatement claim = connection.prepareStatement(
                "insert into idempotency_key (storefront, key, fingerprint, checkout_id) values (?, ?, 'fingerprint', ?)")) {
            claim.setString(1, checkout.request().storefront());
            claim.setString(2, checkout.request().key());
            claim.setObject(3, UUID.randomUUID());
            claim.executeUpdate();
        }
        return connection;
    }

    private CheckoutWriter writer(HikariDataSource pool) {
        return new CheckoutWriter(
                new JdbcTemplate(pool),
                new TransactionTemplate(new JdbcTransactionManager(pool)),
                outbox,
                orders,
                keys,
                carts);
    }

    /** One connection with these settings. */
    private HikariDataSource pool(String options) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(environment.getRequiredProperty("spring.datasource.url"));
        pool.setUsername(environment.getRequiredProperty("spring.datasource.username"));
        pool.setPassword(environment.getRequiredProperty("spring.datasource.password"));
        pool.setMaximumPoolSize(1);
        pool.addDataSourceProperty("options", options);
        return pool;
    }
}
