package checkout.relay.status;

import checkout.relay.quarantine.Quarantines;
import checkout.relay.source.SlotReading;
import checkout.relay.source.SourceRelay;
import checkout.relay.source.SourceRelays;
import checkout.relay.source.SourceStatus.Connecting;
import checkout.relay.source.SourceStatus.Recovering;
import checkout.relay.source.SourceStatus.Refused;
import checkout.relay.source.SourceStatus.Standby;
import checkout.relay.source.SourceStatus.Starting;
import checkout.relay.source.SourceStatus.Stopped;
import checkout.relay.source.SourceStatus.Working;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Reports the relay as ready when the slot of every source is read, or could be read at once if the relay that reads it now were gone, and Kafka answers
 * and acknowledges what is sent. A relay that recovers by itself is not ready, but alive: a restart would not help. Rows in quarantine are shown, but do
 * not make it unready: the others are published.
 */
@Component("sources")
public class SourcesHealth implements HealthIndicator {

    private static final Duration ACKNOWLEDGEMENT_TIMEOUT = Duration.ofSeconds(10);

    /** The slot is looked at every second. */
    private static final Duration READING_TIMEOUT = Duration.ofSeconds(4);

    private final SourceRelays relays;
    private final KafkaConnection kafka;
    private final Quarantines quarantines;

    SourcesHealth(SourceRelays relays, KafkaConnection kafka, Quarantines quarantines) {
        this.relays = relays;
        this.kafka = kafka;
        this.quarantines = quarantines;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        for (SourceRelay relay : relays.all()) {
            String problem = problem(relay);
            if (!problem.isEmpty()) {
                health.outOfService().withDetail(relay.source().name(), problem);
            }
            long quarantined = quarantines.of(relay.source().name()).openRows().orElse(0);
            if (quarantined > 0) {
                health.withDetail(
                        relay.source().name() + " quarantine",
                        "%d rows that Kafka refused wait for an operator".formatted(quarantined));
            }
        }
        return health.build();
    }

    /** Why a source is not published, or would not be by this relay; empty if it is. */
    public String problem(SourceRelay relay) {
        return switch (relay.status()) {
            case Connecting() -> "the database is being connected to";
            case Recovering(String error, int attempt, var nextTry) ->
                "%s; attempt %d to recover begins at %s".formatted(error, attempt, nextTry);
            case Refused refused -> refused.refusal().problem();
            case Starting() -> "the engine is starting";
            case Stopped() -> "stopped";
            case Working() -> notPublishing(relay);
            case Standby(String slotProblem) -> notReadable(relay, slotProblem);
        };
    }

    private String notPublishing(SourceRelay relay) {
        if (relay.unacknowledgedFor().compareTo(ACKNOWLEDGEMENT_TIMEOUT) > 0) {
            return "Kafka has not acknowledged anything for "
                    + relay.unacknowledgedFor().toSeconds() + " s";
        }
        SlotReading reading = relay.slotReading();
        if (reading != null && !reading.slot().active()) {
            return "slot %s is not active: nothing reads it"
                    .formatted(relay.source().slot());
        }
        return notReadable(relay, "");
    }

    private String notReadable(SourceRelay relay, String slotProblem) {
        SlotReading reading = relay.slotReading();
        if (reading != null && reading.age().compareTo(READING_TIMEOUT) > 0) {
            return "the database has not answered for %d s"
                    .formatted(reading.age().toSeconds());
        }
        return slotProblem.isEmpty() ? kafka.problem() : slotProblem;
    }
}
