package checkout.order.storefront.limit;

import java.util.concurrent.atomic.AtomicInteger;

/** A number of places, which are taken one at a time and never waited for. */
final class Places {
    private final AtomicInteger taken = new AtomicInteger();
    private volatile int max;

    Places(int max) {
        this.max = max;
    }

    /** Whether there was a place; if so, {@link #leave} has to follow. */
    boolean enter() {
        if (taken.incrementAndGet() <= max) {
            return true;
        }
        taken.decrementAndGet();
        return false;
    }

    void leave() {
        taken.decrementAndGet();
    }

    int max() {
        return max;
    }

    /** If there are fewer than are taken, none is free until enough have left. */
    void change(int changed) {
        max = changed;
    }
}
