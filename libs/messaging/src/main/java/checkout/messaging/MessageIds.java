package checkout.messaging;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Ids that grow with time, so that index inserts stay at the right edge and retention is a range of ids. */
public final class MessageIds {
    private MessageIds() {}

    public static UUID next() {
        return UuidCreator.getTimeOrderedEpochPlus1();
    }

    /** The same id for the same origin, so that a record without a readable id is still recognized when it comes again. */
    public static UUID ofOrigin(String topic, int partition, long offset) {
        return UUID.nameUUIDFromBytes(
                "%s-%d@%d".formatted(topic, partition, offset).getBytes(StandardCharsets.UTF_8));
    }
}
