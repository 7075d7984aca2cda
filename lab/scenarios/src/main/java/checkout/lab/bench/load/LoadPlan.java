package checkout.lab.bench.load;

import org.jspecify.annotations.Nullable;

/**
 * When the load begins, when it is measured, and when it is over; all in microseconds.
 *
 * @param clients how many connections there are
 * @param ratePerSecond how many customers come in a second; none if each comes as soon as the one before has been served
 * @param waitsForEnds whether a customer has been served when the checkout has ended, not when it was accepted
 */
public record LoadPlan(
        int clients, @Nullable Integer ratePerSecond, boolean waitsForEnds, long begin, long measuredFrom, long end) {

    private static final long PATIENCE = 60 * EpochMicros.SECOND;

    boolean isMeasured(long comes) {
        return comes >= measuredFrom && comes < end;
    }

    /** When customers who still wait for an end give up. */
    long patience() {
        return end + PATIENCE;
    }
}
