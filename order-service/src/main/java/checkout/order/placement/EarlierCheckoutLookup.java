package checkout.order.placement;

import checkout.messaging.handling.LockTimeouts;
import checkout.messaging.sql.RoundTrip;
import checkout.order.orders.Order;
import checkout.order.orders.Orders;
import checkout.order.request.IdempotencyKeyProblems;
import checkout.order.request.IdempotencyKeys;
import checkout.order.request.IdempotencyKeys.Claimed;
import checkout.order.request.IdempotentRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds the order that an earlier request with the same idempotency key placed. */
@Component
class EarlierCheckoutLookup {
    /** How long another transaction that is claiming the key is waited for. */
    private static final Duration CLAIM_WAIT = Duration.ofMillis(50);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final IdempotencyKeys keys;
    private final Orders orders;

    EarlierCheckoutLookup(JdbcTemplate jdbc, TransactionTemplate transaction, IdempotencyKeys keys, Orders orders) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.keys = keys;
        this.orders = orders;
    }

    /**
     * The order of the same request; empty if the key is unused, also by a transaction that is not committed yet. Refuses a key
     * that another request has used, or that another transaction is claiming.
     */
    Optional<Order> find(IdempotentRequest request) {
        Optional<Order> committed = findCommitted(request);
        return committed.isPresent() || isUnclaimed(request) ? committed : findCommitted(request);
    }

    private Optional<Order> findCommitted(IdempotentRequest request) {
        return keys.find(request.storefront(), request.key()).map(use -> {
            if (!use.fingerprint().equals(request.fingerprint())) {
                throw IdempotencyKeyProblems.reused();
            }
            return orders.findAll(List.of(use.id())).getFirst();
        });
    }

    /** Only a claim of its own, which is rolled back, tells whether another transaction has one. */
    private boolean isUnclaimed(IdempotentRequest request) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                status.setRollbackOnly();
                RoundTrip claiming = new RoundTrip(jdbc).update(LockTimeouts.setLocal(CLAIM_WAIT));
                Supplier<Claimed> claimed = keys.claim(List.of(request), claiming);
                claiming.execute();
                return claimed.get().count() == 1;
            }));
        } catch (RuntimeException failure) {
            if (LockTimeouts.is(failure)) {
                throw IdempotencyKeyProblems.inFlight();
            }
            throw failure;
        }
    }
}
