package checkout.relay.source;

import checkout.relay.leadership.RelayLeadership;
import checkout.relay.publish.KafkaPublisher;
import checkout.relay.publish.PublishStats;
import checkout.relay.settings.RelaySettings;
import checkout.relay.slot.ReplicationSlotCheck;
import checkout.relay.slot.SlotProgress;

/** Exclusive access to the slot of a source that this process leads: nothing else checks, repairs or starts to read it meanwhile. */
public record LockedSlot(
        RelaySettings.Source source,
        ReplicationSlotCheck slotCheck,
        SlotProgress progress,
        RelayLeadership leadership,
        KafkaPublisher publisher,
        PublishStats publishStats) {}
