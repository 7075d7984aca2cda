package checkout.relay.status;

import checkout.relay.quarantine.Quarantines;
import checkout.relay.source.SourceRelay;
import checkout.relay.source.SourceRelays;
import checkout.relay.source.SourceStatus.Connecting;
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
 * Reports the relay as ready when the slot of every source is read, by this process or by the relay it stands by for,
 * and Kafka acknowledges what is sent. Rows in quarantine are shown, but do not make it unready: the others are published.
 */
@Component("sources")
class SourcesHealth implements HealthIndicator {

    private static final Duration ACKNOWLEDGEMENT_TIMEOUT = Duration.ofSeconds(10);

    private final SourceRelays relays;
    private final Quarantines quarantines;

    SourcesHealth(SourceRelays relays, Quarantines quarantines) {
        this.relays = relays;
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

    /** Why a source is not published; empty if it is. */
    static String problem(SourceRelay relay) {
        if (relay.unacknowledgedFor().compareTo(ACKNOWLEDGEMENT_TIMEOUT) > 0) {
            return "Kafka has not acknowledged anything for "
                    + relay.unacknowledgedFor().toSeconds() + " s";
        }
        return switch (relay.status()) {
            case Connecting connecting -> "the database cannot be prepared: " + connecting.lastError();
            case Refused refused -> refused.refusal().problem();
            case Starting() -> "the engine is starting";
            case Stopped() -> "stopped";
            case Working() -> "";
            case Standby() -> "";
        };
    }
}
