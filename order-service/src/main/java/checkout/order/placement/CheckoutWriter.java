package checkout.order.placement;

import checkout.messaging.Correlation;
import checkout.messaging.Effects;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.sql.RoundTrip;
import checkout.order.orders.Order;
import checkout.order.orders.Orders;
import checkout.order.placement.IdempotencyKeys.EarlierUse;
import checkout.order.placement.PlacementOutcome.KeyReused;
import checkout.order.placement.PlacementOutcome.Placed;
import checkout.order.placement.PlacementOutcome.Replayed;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Commits a batch of checkouts in one transaction of one round trip, on the assumption that all their idempotency keys
 * are unused. If one was used, the transaction is rolled back and the others are committed without it.
 */
@Component
class CheckoutWriter {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Outbox outbox;
    private final Orders orders;
    private final IdempotencyKeys keys;

    CheckoutWriter(
            JdbcTemplate jdbc, TransactionTemplate transaction, Outbox outbox, Orders orders, IdempotencyKeys keys) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.outbox = outbox;
        this.orders = orders;
        this.keys = keys;
    }

    /** The outcomes in the order of the checkouts. */
    List<PlacementOutcome> place(List<NewCheckout> checkouts) {
        Map<UUID, PlacementOutcome> outcomes = new HashMap<>();
        List<NewCheckout> remaining = checkouts;
        while (!remaining.isEmpty()) {
            outcomes.putAll(placeOrFindEarlier(firstOfEachKey(remaining)));
            remaining = remaining.stream()
                    .filter(checkout -> !outcomes.containsKey(checkout.id()))
                    .toList();
        }
        return checkouts.stream()
                .map(checkout -> Objects.requireNonNull(outcomes.get(checkout.id())))
                .toList();
    }

    /** The outcomes of all the checkouts, or only of those whose keys were used before. */
    private Map<UUID, PlacementOutcome> placeOrFindEarlier(Collection<NewCheckout> checkouts) {
        try {
            return commit(checkouts)
                    ? checkouts.stream().collect(Collectors.toMap(NewCheckout::id, checkout -> new Placed()))
                    : findEarlier(checkouts);
        } catch (DuplicateKeyException committedBefore) {
            // an earlier attempt was committed although its answer was lost
            Map<UUID, PlacementOutcome> earlier = findEarlier(checkouts);
            if (earlier.isEmpty()) {
                throw committedBefore;
            }
            return earlier;
        }
    }

    /** Sorted by key: all transactions claim keys in this order, so they cannot deadlock. */
    private static Collection<NewCheckout> firstOfEachKey(List<NewCheckout> checkouts) {
        Map<ScopedKey, NewCheckout> first = new TreeMap<>(ScopedKey.ORDER);
        checkouts.forEach(checkout -> first.putIfAbsent(ScopedKey.of(checkout), checkout));
        return first.values();
    }

    private record ScopedKey(String storefront, String key) {
        static final Comparator<ScopedKey> ORDER =
                Comparator.comparing(ScopedKey::storefront).thenComparing(ScopedKey::key);

        static ScopedKey of(NewCheckout checkout) {
            return new ScopedKey(checkout.storefront(), checkout.idempotencyKey());
        }
    }

    /** Returns false and changes nothing if one of the keys was used before. */
    private boolean commit(Collection<NewCheckout> checkouts) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            RoundTrip writing = new RoundTrip(jdbc);
            Supplier<Integer> claimed = keys.claim(checkouts, writing);
            Effects effects = new Effects();
            orders.insert(checkouts.stream().map(NewCheckout::order).toList(), effects);
            checkouts.forEach(c -> effects.send(c.id(), c.event(), Correlation.ofSaga(c.id()), c.traceparent()));
            outbox.send(effects, writing);
            writing.execute();
            boolean allUnused = claimed.get() == checkouts.size();
            if (!allUnused) {
                status.setRollbackOnly();
            }
            return allUnused;
        }));
    }

    private Map<UUID, PlacementOutcome> findEarlier(Collection<NewCheckout> checkouts) {
        Map<UUID, UUID> replays = new HashMap<>();
        Map<UUID, PlacementOutcome> outcomes = new HashMap<>();
        for (EarlierUse use : keys.findEarlierUses(checkouts)) {
            if (use.earlierCheckout().equals(use.newCheckout())) {
                outcomes.put(use.newCheckout(), new Placed());
            } else if (use.sameRequest()) {
                replays.put(use.newCheckout(), use.earlierCheckout());
            } else {
                outcomes.put(use.newCheckout(), new KeyReused());
            }
        }
        Map<UUID, Order> earlier = new HashMap<>();
        orders.findAll(replays.values()).forEach(order -> earlier.put(order.id(), order));
        replays.forEach((id, first) -> outcomes.put(id, new Replayed(Objects.requireNonNull(earlier.get(first)))));
        return outcomes;
    }
}
