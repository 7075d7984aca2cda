package checkout.order.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.order.placement.PlacementOutcome.NotPlaced;
import checkout.order.placement.PlacementOutcome.Placed;
import checkout.order.placement.PlacementOutcome.Replayed;
import checkout.order.placement.PlacementOutcome.Unknown;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fails if a request is placed after it was told that it is not, or waits forever for a blocked database. */
class GroupCommitTest extends RunningGroupCommit {
    @Test
    void withdrawsWhatNoTransactionHasTaken() throws Exception {
        GroupCommit commit = commit(1, Duration.ofMillis(200));
        NewCheckout taken = checkout();
        NewCheckout waiting = checkout();
        try (Connection gate = closedGate()) {
            CompletableFuture<PlacementOutcome> first = commit.place(taken);
            awaitBlocked();
            CompletableFuture<PlacementOutcome> second = commit.place(waiting);
            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(new Unknown());
            assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(new NotPlaced(NotPlaced.Cause.BUSY));
            gate.rollback();
        }
        commit.stop();
        assertThat(ordersOf(taken, waiting)).containsExactly(taken.id());

        GroupCommit second = commit(1, Duration.ofMinutes(1));
        assertThat(second.place(repeated(taken)).get(10, TimeUnit.SECONDS)).isInstanceOf(Replayed.class);
        assertThat(second.place(repeated(waiting)).get(10, TimeUnit.SECONDS)).isInstanceOf(Placed.class);
        second.stop();
    }

    /** Timeouts race with transactions that take what is waiting. */
    @Test
    void neverPlacesWhatItAnsweredAsNotPlaced() throws Exception {
        Map<Class<?>, Integer> counts = new HashMap<>();
        for (int round = 0; round < 25; round++) {
            Map<UUID, PlacementOutcome> outcomes = race();
            Set<UUID> placed = new HashSet<>(ordersOf(outcomes.keySet()));
            outcomes.forEach((id, outcome) -> {
                counts.merge(outcome.getClass(), 1, Integer::sum);
                switch (outcome) {
                    case Placed yes -> assertThat(placed).contains(id);
                    case NotPlaced no -> assertThat(placed).doesNotContain(id);
                    case Unknown either -> {}
                    case Replayed impossible -> throw new AssertionError(impossible);
                    case PlacementOutcome.KeyReused impossible -> throw new AssertionError(impossible);
                    case PlacementOutcome.KeyInFlight impossible -> throw new AssertionError(impossible);
                    case PlacementOutcome.CartContended impossible -> throw new AssertionError(impossible);
                }
            });
        }
        assertThat(counts).as("every race was run").containsKeys(Placed.class, NotPlaced.class, Unknown.class);
    }

    private Map<UUID, PlacementOutcome> race() throws Exception {
        GroupCommit commit = commit(3, Duration.ofMillis(60));
        Map<UUID, CompletableFuture<PlacementOutcome>> answers = new HashMap<>();
        CountDownLatch closed = new CountDownLatch(1);
        try (var threads = Executors.newSingleThreadExecutor()) {
            Future<?> gate = threads.submit(() -> {
                try (Connection locked = closedGate()) {
                    closed.countDown();
                    TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(120));
                    locked.rollback();
                }
                return null;
            });
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 30; i++) {
                NewCheckout checkout = checkout();
                answers.put(checkout.id(), commit.place(checkout));
                TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(5));
            }
            gate.get(10, TimeUnit.SECONDS);
        }
        Map<UUID, PlacementOutcome> outcomes = new HashMap<>();
        for (var answer : answers.entrySet()) {
            outcomes.put(answer.getKey(), answer.getValue().get(10, TimeUnit.SECONDS));
        }
        commit.stop();
        return outcomes;
    }

    @Test
    void withdrawsAtOnceWhatDoesNotFitIntoTheQueue() throws Exception {
        GroupCommit commit = new GroupCommit(
                writer(), new CheckoutWriterSettings(1, 1, 1, Duration.ofSeconds(2), Duration.ofDays(2)));
        List<CompletableFuture<PlacementOutcome>> answers = new ArrayList<>();
        try (Connection gate = closedGate()) {
            answers.add(commit.place(checkout()));
            awaitBlocked();
            answers.add(commit.place(checkout()));
            assertThat(commit.place(checkout())).isCompletedWithValue(new NotPlaced(NotPlaced.Cause.BUSY));
            gate.rollback();
        }
        for (var answer : answers) {
            assertThat(answer.get(10, TimeUnit.SECONDS)).isInstanceOf(Placed.class);
        }
        commit.stop();
    }

    @Test
    void withdrawsWhatWaitsWhenTheServiceStops() throws Exception {
        GroupCommit commit = commit(1, Duration.ofMinutes(1));
        NewCheckout taken = checkout();
        NewCheckout waiting = checkout();
        CompletableFuture<PlacementOutcome> first;
        CompletableFuture<PlacementOutcome> second;
        try (Connection gate = closedGate()) {
            first = commit.place(taken);
            awaitBlocked();
            second = commit.place(waiting);
            Thread stopper = Thread.ofPlatform().start(() -> {
                try {
                    commit.stop();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            });
            // the gate opens while stop() waits for the writer, which commits what it has taken and nothing more
            TimeUnit.MILLISECONDS.sleep(100);
            gate.rollback();
            stopper.join();
        }
        assertThat(first.get(10, TimeUnit.SECONDS)).isInstanceOf(Placed.class);
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(new NotPlaced(NotPlaced.Cause.STOPPING));
        assertThat(commit.place(checkout())).isCompletedWithValue(new NotPlaced(NotPlaced.Cause.STOPPING));
        assertThat(ordersOf(taken, waiting)).containsExactly(taken.id());
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 5})
    void isPlacedAtTheTimeOfTheDatabaseWhateverTheClockOfItsInstance(int minutes) throws Exception {
        GroupCommit commit = commit(1, Duration.ofMinutes(1));
        NewCheckout checkout = checkoutAt(Duration.ofMinutes(minutes));
        Placed placed = (Placed) commit.place(checkout).get(10, TimeUnit.SECONDS);
        commit.stop();
        assertThat(database.queryForObject(
                        "select placed_at from orders where id = ? and now() - placed_at < interval '1 minute'",
                        java.sql.Timestamp.class,
                        checkout.id()))
                .isEqualTo(java.sql.Timestamp.from(placed.placedAt()));
    }

    @Test
    void failsWithABugThatNoRetryChanges() throws Exception {
        GroupCommit commit = commit(1, Duration.ofMinutes(1));
        NewCheckout broken = checkout("a customer id must not hold a \0");
        assertThatThrownBy(() -> commit.place(broken).get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(RuntimeException.class);
        assertThat(ordersOf(broken)).isEmpty();
        assertThat(commit.place(checkout()).get(10, TimeUnit.SECONDS)).isInstanceOf(Placed.class);
        commit.stop();
    }
}
