package checkout.relay.replay;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows by the time they were made, both ends included; without an end, everything there is. */
record ReplayWindow(Instant from, @Nullable Instant to) {

    private static final int BITS_BELOW_THE_CLOCK = 16;

    UUID firstId() {
        return new UUID(from.toEpochMilli() << BITS_BELOW_THE_CLOCK, 0);
    }

    UUID lastId() {
        Instant end = to;
        return end == null ? new UUID(-1, -1) : new UUID((end.toEpochMilli() << BITS_BELOW_THE_CLOCK) | 0xffff, -1);
    }
}
