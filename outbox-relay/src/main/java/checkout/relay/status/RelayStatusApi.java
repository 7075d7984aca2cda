package checkout.relay.status;

import checkout.relay.quarantine.Quarantines;
import checkout.relay.slot.ReplicationSlotState;
import checkout.relay.source.SlotReading;
import checkout.relay.source.SourceRelay;
import checkout.relay.source.SourceStatus;
import checkout.relay.source.SourceStatus.Recovering;
import checkout.relay.source.SourceStatus.Refused;
import checkout.relay.status.RelayStatus.RecoveryStatus;
import checkout.relay.status.RelayStatus.SlotStatus;
import checkout.relay.status.RelayStatus.SourceView;
import checkout.relay.status.RelayStatus.UnknownStatus;
import checkout.relay.status.RelayStatus.Unpublished;
import checkout.relay.status.UnpublishedRows.Answer;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows operators the state of the relay. */
@RestController
class RelayStatusApi {

    private final SourcesHealth health;
    private final UnpublishedRows unpublishedRows;
    private final Quarantines quarantines;

    RelayStatusApi(SourcesHealth health, UnpublishedRows unpublishedRows, Quarantines quarantines) {
        this.health = health;
        this.unpublishedRows = unpublishedRows;
        this.quarantines = quarantines;
    }

    @GetMapping("/v1/relay")
    RelayStatus status() {
        return new RelayStatus(unpublishedRows.all().entrySet().stream()
                .map(source -> statusOf(source.getKey(), source.getValue()))
                .toList());
    }

    private SourceView statusOf(SourceRelay relay, Answer unpublished) {
        SourceStatus status = relay.status();
        SlotReading slot = relay.slotReading();
        Unpublished oldest =
                unpublished instanceof Answer.Known known ? known.oldest().orElse(null) : null;
        UnknownStatus unknown =
                unpublished instanceof Answer.Unknown why ? new UnknownStatus(why.since(), why.why()) : null;
        String problem = health.problem(relay);
        return new SourceView(
                relay.source().name(),
                role(status),
                status.state(),
                problem.isEmpty() ? null : problem,
                status instanceof Refused refused ? refused.refusal().remedy() : null,
                status instanceof Refused refused ? refused.refusal().replayFrom() : null,
                status instanceof Recovering(var error, int attempt, Instant nextTry)
                        ? new RecoveryStatus(attempt, nextTry)
                        : null,
                relay.lastError(),
                slot == null ? null : slotStatus(relay, slot.slot(), slot.at()),
                unknown != null ? null : oldest == null ? Double.valueOf(0) : Double.valueOf(oldest.ageSeconds()),
                oldest,
                unknown,
                relay.publishStats().eventsPerSecond(),
                relay.publishStats().published(),
                quarantined(relay.source().name()));
    }

    private @Nullable Long quarantined(String source) {
        OptionalLong rows = quarantines.of(source).openRows();
        return rows.isPresent() ? rows.getAsLong() : null;
    }

    private static SlotStatus slotStatus(SourceRelay relay, ReplicationSlotState slot, Instant asOf) {
        return new SlotStatus(
                relay.source().slot(),
                slot.exists(),
                slot.active(),
                slot.walStatus(),
                slot.confirmed(),
                slot.lagBytes(),
                slot.retainedBytes(),
                slot.failover(),
                asOf);
    }

    private static String role(SourceStatus status) {
        return switch (status.state()) {
            case STANDBY -> "standby";
            case STARTING, WORKING, REFUSED -> "leader";
            case CONNECTING, RECOVERING, STOPPED -> "none";
        };
    }
}
