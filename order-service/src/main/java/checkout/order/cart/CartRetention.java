package checkout.order.cart;

import java.util.HashSet;
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

    /** After so many the database is at fault, and the next run counts again. */
    private static final int MAX_FAILURES = 3;

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
            repeatedIfItFails("Deleting expired carts", this::deleteExpired);
            repeatedIfItFails("Finding the storefronts that have carts", this::count);
        } finally {
            running.set(false);
        }
    }

    /** Neither job waits for the other to succeed. */
    private static boolean repeatedIfItFails(String what, Runnable job) {
        try {
            job.run();
            return true;
        } catch (DataAccessException | TransactionException passing) {
            log.warn("{} failed and will be repeated: {}", what, passing.toString());
            return false;
        }
    }

    private void deleteExpired() {
        int deleted;
        do {
            deleted = carts.deleteUnchangedFor(settings.keep(), BATCH);
        } while (deleted == BATCH);
    }

    /**
     * Counts the carts of each storefront by itself, so that one of a great many carts is no obstacle. What cannot be counted is
     * as it was.
     */
    private void count() {
        Set<String> full = new HashSet<>();
        int failures = 0;
        for (String storefront : carts.storefronts()) {
            AtomicBoolean isFull = new AtomicBoolean(fullStorefronts.contains(storefront));
            if (failures < MAX_FAILURES
                    && !repeatedIfItFails(
                            "Counting the carts of " + storefront,
                            () -> isFull.set(carts.hasAtLeast(storefront, settings.maxCarts())))) {
                failures++;
            }
            if (isFull.get()) {
                full.add(storefront);
            }
        }
        remember(full);
    }

    private void remember(Set<String> full) {
        if (!full.equals(fullStorefronts)) {
            fullStorefronts = Set.copyOf(full);
            if (!full.isEmpty()) {
                log.warn(
                        "Storefronts {} have reached checkout.carts.most ({}) and cannot create carts",
                        full,
                        settings.maxCarts());
            }
        }
    }
}
