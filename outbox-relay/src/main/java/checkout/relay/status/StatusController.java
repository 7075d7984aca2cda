package checkout.relay.status;

import checkout.relay.slot.SlotState;
import checkout.relay.status.RelayStatus.SlotStatus;
import checkout.relay.status.RelayStatus.SourceStatus;
import checkout.relay.status.RelayStatus.Unpublished;
import checkout.relay.work.SourceRelay;
import checkout.relay.work.SourceRelays;
import checkout.relay.work.Standing;
import checkout.relay.work.Standing.Refused;
import checkout.relay.work.Standing.Standby;
import checkout.relay.work.Standing.Starting;
import checkout.relay.work.Standing.Working;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What an operator sees of the relay. */
@RestController
class StatusController {

    private final SourceRelays relays;

    StatusController(SourceRelays relays) {
        this.relays = relays;
    }

    @GetMapping("/v1/relay")
    RelayStatus status() {
        return new RelayStatus(
                relays.all().stream().map(StatusController::statusOf).toList());
    }

    private static SourceStatus statusOf(SourceRelay relay) {
        Standing standing = relay.standing();
        SlotState slot = relay.slotState();
        Optional<Unpublished> oldest = OldestUnpublished.of(relay);
        String obstacle = SourcesHealth.obstacle(relay);
        return new SourceStatus(
                relay.source().name(),
                role(standing),
                standing.getClass().getSimpleName().toUpperCase(Locale.ROOT),
                obstacle.isEmpty() ? null : obstacle,
                standing instanceof Refused refused ? refused.refusal().remedy() : null,
                relay.lastError(),
                slot == null ? null : slotStatus(relay, slot),
                oldest.map(Unpublished::ageSeconds).orElse(0.0),
                oldest.orElse(null),
                relay.traffic().eventsPerSecond(),
                relay.traffic().count());
    }

    private static SlotStatus slotStatus(SourceRelay relay, SlotState slot) {
        return new SlotStatus(
                relay.source().slot(),
                slot.exists(),
                slot.active(),
                slot.walStatus(),
                slot.confirmed(),
                slot.lagBytes(),
                slot.retainedBytes());
    }

    private static String role(@Nullable Standing standing) {
        if (standing instanceof Standby) {
            return "standby";
        }
        return standing instanceof Working || standing instanceof Refused || standing instanceof Starting
                ? "leader"
                : "none";
    }
}
