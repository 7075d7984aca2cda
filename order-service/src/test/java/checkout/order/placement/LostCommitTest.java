package checkout.order.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.outbox.Outbox;
import checkout.order.HeldCommits;
import checkout.order.cart.Carts;
import checkout.order.orders.Orders;
import checkout.order.placement.PlacementOutcome.NotPlaced;
import checkout.order.placement.PlacementOutcome.Placed;
import checkout.order.placement.PlacementOutcome.Replayed;
import checkout.order.placement.PlacementOutcome.Unknown;
import checkout.order.request.IdempotencyKeys;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Fails if a checkout is called 'not placed' although its commit may have succeeded, or if it is placed twice. */
class LostCommitTest extends RunningGroupCommit {
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

    private HeldCommits commits;

    @BeforeEach
    void holdCommits() {
        commits = new HeldCommits(environment);
    }

    @AfterEach
    void letCommitsPass() {
        commits.close();
    }

    @Test
    void isUnknownIfTheConnectionIsLostDuringTheCommit() throws Exception {
        GroupCommit commit = commit(10, Duration.ofMinutes(1));
        NewCheckout lost = checkout(HeldCommits.CUSTOMER);
        try (Connection gate = commits.hold()) {
            CompletableFuture<PlacementOutcome> outcome = commit.place(lost);
            for (int attempt = 0; attempt < 2; attempt++) {
                terminateCommit();
            }
            assertThat(outcome.get(10, TimeUnit.SECONDS)).isEqualTo(new Unknown());
            assertThat(gate.isValid(1)).isTrue();
        }
        assertThat(commit.place(repeated(lost)).get(10, TimeUnit.SECONDS)).isInstanceOf(Placed.class);
        commit.stop();
    }

    @Test
    void isPlacedByTheSecondAttempt() throws Exception {
        GroupCommit commit = commit(10, Duration.ofMinutes(1));
        NewCheckout lost = checkout(HeldCommits.CUSTOMER);
        CompletableFuture<PlacementOutcome> outcome;
        try (Connection gate = commits.hold()) {
            outcome = commit.place(lost);
            terminateCommit();
            assertThat(gate.isValid(1)).isTrue();
        }
        assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(Placed.class);
        assertThat(ordersOf(lost)).containsExactly(lost.id());
        commit.stop();
    }

    @Test
    void isUnknownAfterTheTimeoutWhileItIsCommitting() throws Exception {
        GroupCommit commit = commit(10, Duration.ofMillis(200));
        NewCheckout slow = checkout(HeldCommits.CUSTOMER);
        WaitingCheckout waiting;
        try (Connection gate = commits.hold()) {
            waiting = commit.submit(slow);
            assertThat(waiting.outcome().get(10, TimeUnit.SECONDS)).isEqualTo(new Unknown());
            assertThat(waiting.end().toCompletableFuture())
                    .as("its key is in flight until its transaction has ended")
                    .isNotDone();
            assertThat(gate.isValid(1)).isTrue();
        }
        waiting.end().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(commit.place(repeated(slow)).get(10, TimeUnit.SECONDS)).isInstanceOf(Replayed.class);
        commit.stop();
    }

    @Test
    void isFoundByTheSecondAttemptIfOnlyTheAnswerWasLost() throws Exception {
        AtomicInteger lostAnswers = new AtomicInteger();
        GroupCommit commit = commit(writer(dataSource, lostAnswers), 10, Duration.ofMinutes(1));
        NewCheckout committed = checkout();
        assertThat(commit.place(committed).get(10, TimeUnit.SECONDS)).isInstanceOf(Placed.class);
        assertThat(lostAnswers).hasValue(1);
        assertThat(ordersOf(committed)).containsExactly(committed.id());
        commit.stop();
    }

    @Test
    void isNotPlacedWhileThePoolHasNoConnection() throws Exception {
        try (HikariDataSource pool = exhaustible()) {
            GroupCommit commit = commit(writer(pool, new AtomicInteger(1)), 10, Duration.ofMinutes(1));
            NewCheckout refused = checkout();
            try (Connection only = pool.getConnection()) {
                assertThat(commit.place(refused).get(10, TimeUnit.SECONDS))
                        .isEqualTo(new NotPlaced(NotPlaced.Cause.DATABASE_UNAVAILABLE));
                assertThat(only.isValid(1)).isTrue();
            }
            assertThat(commit.place(checkout()).get(10, TimeUnit.SECONDS)).isInstanceOf(Placed.class);
            assertThat(ordersOf(refused)).isEmpty();
            commit.stop();
        }
    }

    /** A writer that loses the answer to its first commit, unless one was lost before. */
    private CheckoutWriter writer(DataSource pool, AtomicInteger lostAnswers) {
        var transactions = new JdbcTransactionManager(pool) {
            @Override
            protected void doCommit(DefaultTransactionStatus status) {
                super.doCommit(status);
                if (lostAnswers.compareAndSet(0, 1)) {
                    throw new TransactionSystemException("the answer to the commit is lost");
                }
            }
        };
        return new CheckoutWriter(
                new JdbcTemplate(pool), new TransactionTemplate(transactions), outbox, orders, keys, carts);
    }

    private HikariDataSource exhaustible() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(environment.getRequiredProperty("spring.datasource.url"));
        pool.setUsername(environment.getRequiredProperty("spring.datasource.username"));
        pool.setPassword(environment.getRequiredProperty("spring.datasource.password"));
        pool.setMaximumPoolSize(1);
        pool.setConnectionTimeout(250);
        return pool;
    }

    /** Ends the server's side of a connection whose commit is held up. */
    private void terminateCommit() {
        await().until(() -> !commits.waiting().isEmpty());
        Integer process = commits.waiting().getFirst();
        database.queryForList("select pg_terminate_backend(?)", process);
        await().until(() -> !commits.waiting().contains(process));
    }
}
