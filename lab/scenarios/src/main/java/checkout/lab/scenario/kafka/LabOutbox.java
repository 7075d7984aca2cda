package checkout.lab.scenario.kafka;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Where scenarios write rows of their own: the outbox of a service, under a topic that no service takes. */
public final class LabOutbox {

    public static final String SCHEMA = "orders";
    public static final String TOPIC = "checkout.events";

    private static final long VERSION = 7L << 12;
    private static final long VARIANT = 1L << 63;

    private LabOutbox() {}

    /** Ids as the outbox wants them: they begin with their time, by which its table is partitioned. */
    public static UUID nextId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(
                System.currentTimeMillis() << 16 | VERSION | random.nextInt(1 << 12),
                VARIANT | random.nextLong() >>> 2);
    }
}
