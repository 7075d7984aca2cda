package checkout.lab.bench.load;

import java.util.concurrent.atomic.AtomicLong;

/**
 * When customers come at a fixed rate. They come whether or not those before them have been served, and their waiting
 * counts from then: a stall is felt by everybody who came during it.
 */
final class ArrivalSchedule {

    private final long begin;
    private final int ratePerSecond;
    private final AtomicLong taken = new AtomicLong();

    ArrivalSchedule(long begin, int ratePerSecond) {
        this.begin = begin;
        this.ratePerSecond = ratePerSecond;
    }

    /** The time in microseconds at which the next customer comes, or came. */
    long next() {
        return begin + taken.getAndIncrement() * EpochMicros.SECOND / ratePerSecond;
    }
}
