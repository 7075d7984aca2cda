package checkout.order.storefront.quota;

import java.util.concurrent.atomic.AtomicInteger;

/** A number of places, which are taken one at a time and never waited for. */
public final class ConcurrencySlots {
    private final AtomicInteger taken = new AtomicInteger();
    private volatile int max;

    public ConcurrencySlots(int max) {
        this.max = max;
    }

    /** Whether there was a place; if so, {@link #leave} has to follow. */
    public boolean enter() {
        if (taken.incrementAndGet() <= max) {
            return true;
        }
        taken.decrementAndGet();
        return false;
    }

    public void leave() {
        taken.decrementAndGet();
    }

    public int max() {
        return max;
    }

    /** If there are fewer than are taken, none is free until enough have left. */
    public void change(int changed) {
        max = changed;
    }
}
