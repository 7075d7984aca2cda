package checkout.relay.status;

import checkout.relay.slot.ReplicationSlotState;
import checkout.relay.status.RelayStatus.SlotStatus;
import checkout.relay.status.RelayStatus.SourceView;
import checkout.relay.status.RelayStatus.Unpublished;
import checkout.relay.work.SourceRelay;
import checkout.relay.work.SourceRelays;
import checkout.relay.work.SourceStatus;
import checkout.relay.work.SourceStatus.Refused;
import checkout.relay.work.SourceStatus.Standby;
import checkout.relay.work.SourceStatus.Starting;
import checkout.relay.work.SourceStatus.Working;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What an operator sees of the relay. */
@RestController
class RelayStatusApi {

    private final SourceRelays relays;

    RelayStatusApi(SourceRelays relays) {
        this.relays = relays;
    }

    @GetMapping("/v1/relay")
    RelayStatus status() {
        return new RelayStatus(
                relays.all().stream().map(RelayStatusApi::statusOf).toList());
    }

    private static SourceView statusOf(SourceRelay relay) {
        SourceStatus sourceStatus = relay.standing();
        ReplicationSlotState slot = relay.slotState();
        Optional<Unpublished> oldest = OldestUnpublishedRow.of(relay);
        String obstacle = SourcesHealth.obstacle(relay);
        return new SourceView(
                relay.source().name(),
                role(sourceStatus),
                sourceStatus.getClass().getSimpleName().toUpperCase(Locale.ROOT),
                obstacle.isEmpty() ? null : obstacle,
                sourceStatus instanceof Refused refused ? refused.refusal().remedy() : null,
                relay.lastError(),
                slot == null ? null : slotStatus(relay, slot),
                oldest.map(Unpublished::ageSeconds).orElse(0.0),
                oldest.orElse(null),
                relay.traffic().eventsPerSecond(),
                relay.traffic().count());
    }

    private static SlotStatus slotStatus(SourceRelay relay, ReplicationSlotState slot) {
        return new SlotStatus(
                relay.source().slot(),
                slot.exists(),
                slot.active(),
                slot.walStatus(),
                slot.confirmed(),
                slot.lagBytes(),
                slot.retainedBytes());
    }

    private static String role(@Nullable SourceStatus sourceStatus) {
        if (sourceStatus instanceof Standby) {
            return "standby";
        }
        return sourceStatus instanceof Working || sourceStatus instanceof Refused || sourceStatus instanceof Starting
                ? "leader"
                : "none";
    }
}
