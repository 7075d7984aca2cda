package checkout.relay.slot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether reading may continue from a slot. */
public sealed interface ReplicationSlotCheck {

    record Usable() implements ReplicationSlotCheck {}

    /**
     * Rows may be missing after the slot's position, or the slot belongs to somebody else.
     *
     * @param remedy what the operator should do
     * @param repair what a replay does to the slot before it publishes
     * @param replayFrom no row that was created before this time is missing; null if a replay does not help
     */
    record Refusal(
            String problem,
            String remedy,
            Repair repair,
            @Nullable Instant replayFrom) implements ReplicationSlotCheck {}

    /** How a replay makes a refused slot usable. */
    enum Repair {
        CREATE,
        REPLACE,
        ACCEPT,
        /** No replay helps. */
        NONE
    }
}
