package checkout.lab.bench.load;

import checkout.lab.time.ArrivalSchedule;
import org.jspecify.annotations.Nullable;

/**
 * When the load begins, when it is measured, and when it ends; all in microseconds.
 *
 * @param clients the number of connections
 * @param ratePerSecond how many customers arrive per second; null if each arrives when the previous one has been served
 * @param waitsForEnds whether a customer has been served when the checkout has ended, rather than when it was accepted
 */
public record LoadPlan(
        int clients, @Nullable Integer ratePerSecond, boolean waitsForEnds, long begin, long measuredFrom, long end) {

    @Nullable
    ArrivalSchedule arrivals() {
        return ratePerSecond == null ? null : new ArrivalSchedule(begin, ratePerSecond);
    }

    boolean isMeasured(long arrival) {
        return arrival >= measuredFrom && arrival < end;
    }
}
