package checkout.strategies.spike;

import checkout.strategies.reservation.ReservationObserver;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what a strategy goes through, and stalls buyers if the run wants that. */
final class SpikeObserver implements ReservationObserver {
    private final LongAdder retries = new LongAdder();
    private final LongAdder fenced = new LongAdder();
    private final @Nullable StalledBuyers stalled;

    SpikeObserver(@Nullable StalledBuyers stalled) {
        this.stalled = stalled;
    }

    @Override
    public void checked(Map<String, Integer> quantities) throws InterruptedException {
        if (stalled != null) {
            stalled.checked(quantities.keySet());
        }
    }

    @Override
    public void reserved(Map<String, Integer> quantities) {
        if (stalled != null) {
            stalled.reserved(quantities);
        }
    }

    @Override
    public void retried() {
        retries.increment();
    }

    @Override
    public void fenced() {
        fenced.increment();
    }

    long retries() {
        return retries.sum();
    }

    long refusedWrites() {
        return fenced.sum();
    }
}
