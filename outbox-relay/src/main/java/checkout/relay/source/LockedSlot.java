package checkout.relay.source;

import checkout.relay.leadership.RelayLeadership;
import checkout.relay.publish.KafkaPublisher;
import checkout.relay.publish.PublishStats;
import checkout.relay.settings.RelaySettings;
import checkout.relay.slot.ReplicationSlot;
import checkout.relay.slot.ReplicationSlotCheck;
import checkout.relay.slot.ReplicationSlotState;
import checkout.relay.slot.SlotProgress;
import checkout.relay.slot.SourceDatabase;

/** Exclusive access to the slot of a source that this process leads: nothing else checks, repairs or starts to read it meanwhile. */
public record LockedSlot(
        RelaySettings.Source source,
        RelaySettings settings,
        ReplicationSlot slot,
        ReplicationSlotState slotState,
        ReplicationSlotCheck slotCheck,
        SourceDatabase database,
        SlotProgress progress,
        RelayLeadership leadership,
        KafkaPublisher publisher,
        PublishStats publishStats) {}
