package checkout.relay.status;

import checkout.relay.quarantine.Quarantines;
import checkout.relay.slot.ReplicationSlotState;
import checkout.relay.source.SourceRelay;
import checkout.relay.source.SourceRelays;
import checkout.relay.source.SourceStatus;
import checkout.relay.source.SourceStatus.Refused;
import checkout.relay.status.RelayStatus.SlotStatus;
import checkout.relay.status.RelayStatus.SourceView;
import checkout.relay.status.RelayStatus.Unpublished;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows operators the state of the relay. */
@RestController
class RelayStatusApi {

    private final SourceRelays relays;
    private final Quarantines quarantines;

    RelayStatusApi(SourceRelays relays, Quarantines quarantines) {
        this.relays = relays;
        this.quarantines = quarantines;
    }

    @GetMapping("/v1/relay")
    RelayStatus status() {
        return new RelayStatus(relays.all().stream().map(this::statusOf).toList());
    }

    private SourceView statusOf(SourceRelay relay) {
        SourceStatus status = relay.status();
        ReplicationSlotState slot = relay.slotState();
        Optional<Unpublished> oldest = OldestUnpublishedOutboxRow.of(relay);
        String problem = SourcesHealth.problem(relay);
        return new SourceView(
                relay.source().name(),
                role(status),
                status.state(),
                problem.isEmpty() ? null : problem,
                status instanceof Refused refused ? refused.refusal().remedy() : null,
                relay.lastError(),
                slot == null ? null : slotStatus(relay, slot),
                oldest.map(Unpublished::ageSeconds).orElse(0.0),
                oldest.orElse(null),
                relay.publishStats().eventsPerSecond(),
                relay.publishStats().published(),
                quarantined(relay.source().name()));
    }

    private @Nullable Long quarantined(String source) {
        OptionalLong rows = quarantines.of(source).openRows();
        return rows.isPresent() ? rows.getAsLong() : null;
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

    private static String role(SourceStatus status) {
        return switch (status.state()) {
            case STANDBY -> "standby";
            case STARTING, WORKING, REFUSED -> "leader";
            case CONNECTING, STOPPED -> "none";
        };
    }
}
