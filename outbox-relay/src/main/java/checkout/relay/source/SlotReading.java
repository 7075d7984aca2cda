package checkout.relay.source;

import checkout.relay.slot.ReplicationSlotState;
import java.time.Instant;

/** The state of the slot at a time; an old one says that the database does not answer. */
public record SlotReading(ReplicationSlotState slot, Instant at) {}
