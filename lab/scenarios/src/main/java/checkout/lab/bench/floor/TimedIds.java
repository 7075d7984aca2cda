package checkout.lab.bench.floor;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids that begin with their time (UUIDv7), as the services make them. */
final class TimedIds {

    private static final long VERSION = 7L << 12;
    private static final long VARIANT = 1L << 63;

    private TimedIds() {}

    static UUID next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(
                System.currentTimeMillis() << 16 | VERSION | random.nextInt(1 << 12),
                VARIANT | random.nextLong() >>> 2);
    }
}
