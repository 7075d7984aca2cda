package checkout.relay.replay;

import checkout.relay.publish.UuidV7;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows to replay by creation time, both ends included; without an end, all rows since the start. */
record ReplayWindow(Instant from, @Nullable Instant to) {

    UUID firstId() {
        return UuidV7.firstAt(from);
    }

    UUID lastId() {
        Instant end = to;
        return end == null ? new UUID(-1, -1) : UuidV7.lastAt(end);
    }
}
