package checkout.messaging;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Message ids that grow with time, so that inserts hit the right edge of an index and retention is a range of ids. */
public final class MessageIds {
    private MessageIds() {}

    public static UUID next() {
        return UuidCreator.getTimeOrderedEpochPlus1();
    }

    /** An id derived from the origin, so that a record without a readable id is recognized when it is redelivered. */
    public static UUID ofOrigin(String topic, int partition, long offset) {
        return UUID.nameUUIDFromBytes(
                "%s-%d@%d".formatted(topic, partition, offset).getBytes(StandardCharsets.UTF_8));
    }
}
