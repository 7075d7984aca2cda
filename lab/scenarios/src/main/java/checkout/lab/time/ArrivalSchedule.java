package checkout.lab.time;

/**
 * Arrival times at a fixed rate, however long earlier requests take. Latency is measured from the arrival, so that a stall
 * shows in the latency of every request that arrived during it.
 */
public record ArrivalSchedule(long begin, int ratePerSecond) {

    /** Returns the arrival time of the n-th request in microseconds. */
    public long at(long n) {
        return begin + n * EpochMicros.SECOND / ratePerSecond;
    }
}
