package checkout.relay.work;

import checkout.relay.leadership.Leadership;
import checkout.relay.publish.KafkaPublisher;
import checkout.relay.publish.PublishStats;
import checkout.relay.settings.RelaySettings;
import checkout.relay.slot.ConfirmedPositionNote;
import checkout.relay.slot.SlotCheck;

/** A source whose leader this process is, while nobody else judges, mends or starts to read its slot. */
public record HeldSlot(
        RelaySettings.Source source,
        SlotCheck slotCheck,
        ConfirmedPositionNote progress,
        Leadership leadership,
        KafkaPublisher publisher,
        PublishStats publishStats) {}
