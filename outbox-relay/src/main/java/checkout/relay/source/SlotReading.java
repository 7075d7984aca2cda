package checkout.relay.source;

import checkout.relay.slot.ReplicationSlotState;
import java.time.Duration;
import java.time.Instant;

/** The state of the slot at a time; an old one says that the database does not answer. */
public record SlotReading(ReplicationSlotState slot, Instant at, long nanos) {

    static SlotReading now(ReplicationSlotState slot) {
        return new SlotReading(slot, Instant.now(), System.nanoTime());
    }

    /** By a clock that nobody sets. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
