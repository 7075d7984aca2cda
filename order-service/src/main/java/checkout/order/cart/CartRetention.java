package checkout.order.cart;

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Deletes expired carts in small transactions, and finds the storefronts that have as many carts as they may. Any number
 * of instances may run it.
 */
@Component
public class CartRetention {
    private static final Logger log = LoggerFactory.getLogger(CartRetention.class);
    private static final int BATCH = 1_000;

    private final Carts carts;
    private final CartSettings settings;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile Set<String> fullStorefronts = Set.of();

    public CartRetention(Carts carts, CartSettings settings) {
        this.carts = carts;
        this.settings = settings;
    }

    /** Whether the storefront had as many carts as it may when they were counted last. */
    public boolean isFull(String storefront) {
        return fullStorefronts.contains(storefront);
    }

    /** At a fixed rate every run has a thread of its own, so that it holds up no other job while the database is slow. */
    @Scheduled(fixedRateString = "${checkout.carts.every:PT1M}")
    public void run() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try {
            deleteExpired();
            count();
        } catch (DataAccessException | TransactionException passing) {
            log.warn("Deleting expired carts failed and will be repeated: {}", passing.toString());
        } finally {
            running.set(false);
        }
    }

    private void deleteExpired() {
        int deleted;
        do {
            deleted = carts.deleteUnchangedFor(settings.keep(), BATCH);
        } while (deleted == BATCH);
    }

    private void count() {
        Set<String> full = Set.copyOf(carts.storefrontsWith(settings.maxCarts()));
        if (!full.equals(fullStorefronts)) {
            fullStorefronts = full;
            if (!full.isEmpty()) {
                log.warn("{} have {} carts, as many as they may; they can create no more", full, settings.maxCarts());
            }
        }
    }
}
