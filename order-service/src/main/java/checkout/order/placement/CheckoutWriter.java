package checkout.order.placement;

import checkout.messaging.Correlation;
import checkout.messaging.Effects;
import checkout.messaging.handling.LockTimeouts;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.sql.RoundTrip;
import checkout.order.cart.CartCheckout;
import checkout.order.cart.CartVersion;
import checkout.order.cart.Carts;
import checkout.order.orders.Order;
import checkout.order.orders.Orders;
import checkout.order.placement.PlacementOutcome.CartContended;
import checkout.order.placement.PlacementOutcome.KeyReused;
import checkout.order.placement.PlacementOutcome.Placed;
import checkout.order.placement.PlacementOutcome.Replayed;
import checkout.order.request.IdempotencyKeys;
import checkout.order.request.IdempotencyKeys.EarlierUse;
import checkout.order.request.IdempotentRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Commits a batch of checkouts in one transaction of one round trip, on the assumption that all their idempotency keys
 * are unused and all carts they name are open at their versions. If one is not, the transaction is rolled back and the
 * others are committed without it.
 *
 * <p>A checkout is taken when the transaction has its connection and is about to send its statements. One that was
 * withdrawn by then is left out.
 */
@Component
class CheckoutWriter {
    /** How long a batch, and so every storefront, waits for another transaction that is claiming one of the keys. */
    private static final Duration CLAIM_WAIT = Duration.ofMillis(200);

    /** The same of a checkout whose batch has waited before. */
    private static final Duration CLAIM_WAIT_ALONE = Duration.ofMillis(50);

    private static final String LOCK_TIMEOUT_OF_ROLE = "set local lock_timeout to default";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Outbox outbox;
    private final Orders orders;
    private final IdempotencyKeys keys;
    private final Carts carts;

    CheckoutWriter(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            Outbox outbox,
            Orders orders,
            IdempotencyKeys keys,
            Carts carts) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.outbox = outbox;
        this.orders = orders;
        this.keys = keys;
        this.carts = carts;
    }

    /** Completes the outcomes of all the checkouts, except of those that were withdrawn. */
    void place(List<WaitingCheckout> checkouts) {
        List<WaitingCheckout> remaining = checkouts;
        while (!remaining.isEmpty()) {
            placeOrFindEarlier(firstOfEachCart(firstOfEachKey(remaining)), new Attempt(false));
            remaining = remaining.stream().filter(WaitingCheckout::isOpen).toList();
        }
    }

    /**
     * Completes the outcome of one checkout. It claims the key by itself first, which tells whether it is the key that
     * another transaction keeps it waiting for, or a lock that others need as well. Returns false if it is the key.
     */
    boolean placeAlone(WaitingCheckout checkout) {
        while (checkout.isOpen()) {
            Attempt attempt = new Attempt(true);
            try {
                placeOrFindEarlier(List.of(checkout), attempt);
            } catch (RuntimeException failure) {
                if (!attempt.claiming || !LockTimeouts.is(failure)) {
                    throw failure;
                }
                checkout.leaveToOther();
                return false;
            }
        }
        return true;
    }

    /** Completes the outcomes of all the checkouts, or only of those whose keys were used or whose carts are not theirs. */
    private void placeOrFindEarlier(Collection<WaitingCheckout> checkouts, Attempt attempt) {
        try {
            if (!commit(checkouts, attempt)) {
                findEarlier(checkouts);
                attempt.contended.forEach(waiting -> waiting.complete(new CartContended()));
            }
        } catch (DuplicateKeyException committedBefore) {
            // an earlier attempt was committed although its answer was lost
            if (!findEarlier(checkouts)) {
                throw committedBefore;
            }
        }
    }

    /** Sorted by key: all transactions claim keys in this order, so they cannot deadlock. */
    private static Collection<WaitingCheckout> firstOfEachKey(List<WaitingCheckout> checkouts) {
        Map<ScopedKey, WaitingCheckout> first = new TreeMap<>(ScopedKey.ORDER);
        checkouts.forEach(waiting -> first.putIfAbsent(ScopedKey.of(waiting.checkout()), waiting));
        return first.values();
    }

    /** The others are left for the next transaction, which finds that their carts are checked out. */
    private static Collection<WaitingCheckout> firstOfEachCart(Collection<WaitingCheckout> checkouts) {
        Set<CartVersion> carts = new HashSet<>();
        return checkouts.stream()
                .filter(waiting -> waiting.checkout().cartVersion() == null
                        || carts.add(waiting.checkout().cartVersion()))
                .toList();
    }

    private record ScopedKey(String storefront, String key) {
        static final Comparator<ScopedKey> ORDER =
                Comparator.comparing(ScopedKey::storefront).thenComparing(ScopedKey::key);

        static ScopedKey of(NewCheckout checkout) {
            return new ScopedKey(
                    checkout.request().storefront(), checkout.request().key());
        }
    }

    /** What became of one transaction, as far as is known when it fails. */
    private static final class Attempt {
        private final boolean alone;
        private List<WaitingCheckout> taken = List.of();
        private Optional<Instant> placedAt = Optional.empty();
        /** Those whose carts were not open at their versions. */
        private List<WaitingCheckout> contended = List.of();

        private boolean claiming;
        private boolean committing;

        Attempt(boolean alone) {
            this.alone = alone;
        }
    }

    /** Returns false and changes nothing if a key was used before, or a cart is not open at its version. */
    private boolean commit(Collection<WaitingCheckout> checkouts, Attempt attempt) {
        try {
            transaction.executeWithoutResult(status -> write(checkouts, attempt, status));
        } catch (RuntimeException | Error failure) {
            // before its commit is sent, a transaction that fails is rolled back, even if its connection is lost
            attempt.taken.forEach(attempt.committing ? WaitingCheckout::becomeUncertain : WaitingCheckout::putBack);
            throw failure;
        }
        if (!attempt.committing) {
            attempt.taken.forEach(WaitingCheckout::putBack);
            return attempt.taken.isEmpty();
        }
        Placed placed = new Placed(attempt.placedAt.orElseThrow());
        attempt.taken.forEach(waiting -> waiting.committed(placed));
        return true;
    }

    private void write(Collection<WaitingCheckout> checkouts, Attempt attempt, TransactionStatus status) {
        attempt.taken = checkouts.stream().filter(WaitingCheckout::take).toList();
        if (attempt.taken.isEmpty()) {
            return;
        }
        List<NewCheckout> written =
                attempt.taken.stream().map(WaitingCheckout::checkout).toList();
        RoundTrip writing =
                new RoundTrip(jdbc).update(LockTimeouts.setLocal(attempt.alone ? CLAIM_WAIT_ALONE : CLAIM_WAIT));
        Supplier<IdempotencyKeys.Claimed> claimed = keys.claim(requests(attempt.taken), writing);
        writing.update(LOCK_TIMEOUT_OF_ROLE);
        if (attempt.alone) {
            attempt.claiming = true;
            writing.execute();
            attempt.claiming = false;
            writing = new RoundTrip(jdbc);
        }
        Effects effects = new Effects();
        orders.insert(written.stream().map(NewCheckout::order).toList(), effects);
        // the message has the id of its checkout, so that it can be found to be sent again
        written.forEach(c -> effects.send(c.id(), c.id(), c.event(), Correlation.ofSaga(c.id()), c.traceparent()));
        outbox.send(effects, writing);
        List<CartCheckout> taking = written.stream()
                .map(NewCheckout::cartCheckout)
                .flatMap(Optional::stream)
                .toList();
        Supplier<Set<UUID>> given = taking.isEmpty() ? Set::of : carts.checkOut(taking, writing);
        writing.execute();
        attempt.contended = attempt.taken.stream()
                .filter(waiting -> waiting.checkout().cartVersion() != null
                        && !given.get().contains(waiting.checkout().id()))
                .toList();
        if (claimed.get().count() == written.size() && attempt.contended.isEmpty()) {
            attempt.placedAt = claimed.get().at();
            attempt.committing = true;
        } else {
            status.setRollbackOnly();
        }
    }

    /** Completes the outcomes of those whose keys were used before; false if there is none. */
    private boolean findEarlier(Collection<WaitingCheckout> checkouts) {
        Map<UUID, WaitingCheckout> byId = new HashMap<>();
        checkouts.forEach(waiting -> byId.put(waiting.checkout().id(), waiting));
        Map<UUID, PlacementOutcome> found = outcomes(keys.findEarlierUses(requests(checkouts)));
        found.forEach((id, outcome) -> Objects.requireNonNull(byId.get(id)).complete(outcome));
        return !found.isEmpty();
    }

    private static List<IdempotentRequest> requests(Collection<WaitingCheckout> checkouts) {
        return checkouts.stream().map(waiting -> waiting.checkout().request()).toList();
    }

    /** The outcomes by the ids of the new checkouts. */
    private Map<UUID, PlacementOutcome> outcomes(List<EarlierUse> uses) {
        Map<UUID, PlacementOutcome> outcomes = new HashMap<>();
        List<EarlierUse> repeated = new ArrayList<>();
        for (EarlierUse use : uses) {
            if (use.sameRequest()) {
                repeated.add(use);
            } else {
                outcomes.put(use.id(), new KeyReused());
            }
        }
        Map<UUID, Order> earlier = new HashMap<>();
        orders.findAll(repeated.stream().map(EarlierUse::earlierId).toList())
                .forEach(order -> earlier.put(order.id(), order));
        repeated.forEach(use -> {
            Order order = Objects.requireNonNull(earlier.get(use.earlierId()));
            outcomes.put(
                    use.id(), use.earlierId().equals(use.id()) ? new Placed(order.placedAt()) : new Replayed(order));
        });
        return outcomes;
    }
}
