package checkout.lab.scenario.kafka;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids as the outbox wants them: they begin with their time, by which its table is partitioned. */
final class OutboxIds {

    private static final long VERSION = 7L << 12;
    private static final long VARIANT = 1L << 63;

    private OutboxIds() {}

    static UUID next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(
                System.currentTimeMillis() << 16 | VERSION | random.nextInt(1 << 12),
                VARIANT | random.nextLong() >>> 2);
    }
}
