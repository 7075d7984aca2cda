package checkout.lab.time;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Microseconds since the epoch, on the same clock as PostgreSQL's {@code clock_timestamp()}. */
public final class EpochMicros {

    public static final long SECOND = 1_000_000;

    private EpochMicros() {}

    public static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * SECOND + now.getNano() / 1000;
    }

    /** Waits until the given time; returns at once if it has passed. */
    public static void await(long time) throws InterruptedException {
        for (long left = time - now(); left > 0; left = time - now()) {
            LockSupport.parkNanos(left * 1000);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
