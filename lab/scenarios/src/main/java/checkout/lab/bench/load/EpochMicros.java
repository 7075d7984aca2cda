package checkout.lab.bench.load;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** The time of this machine in microseconds: the clock that the database's {@code clock_timestamp()} reads as well. */
public final class EpochMicros {

    public static final long SECOND = 1_000_000;

    private EpochMicros() {}

    public static long now() {
        return of(Instant.now());
    }

    public static long of(Instant instant) {
        return instant.getEpochSecond() * SECOND + instant.getNano() / 1000;
    }

    /** Waits until then, or returns at once if that is past. */
    public static void await(long then) throws InterruptedException {
        for (long left = then - now(); left > 0; left = then - now()) {
            LockSupport.parkNanos(left * 1000);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
