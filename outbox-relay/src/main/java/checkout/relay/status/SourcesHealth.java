package checkout.relay.status;

import checkout.relay.work.SourceRelay;
import checkout.relay.work.SourceRelays;
import checkout.relay.work.SourceStatus.Connecting;
import checkout.relay.work.SourceStatus.Refused;
import checkout.relay.work.SourceStatus.Standby;
import checkout.relay.work.SourceStatus.Starting;
import checkout.relay.work.SourceStatus.Stopped;
import checkout.relay.work.SourceStatus.Working;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Ready means: every source's slot is read, here or by the relay this one stands by for, and Kafka acknowledges what is sent. */
@Component("sources")
class SourcesHealth implements HealthIndicator {

    private static final Duration LONGEST_ACKNOWLEDGEMENT = Duration.ofSeconds(10);

    private final SourceRelays relays;

    SourcesHealth(SourceRelays relays) {
        this.relays = relays;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        for (SourceRelay relay : relays.all()) {
            String obstacle = obstacle(relay);
            if (!obstacle.isEmpty()) {
                health.outOfService().withDetail(relay.source().name(), obstacle);
            }
        }
        return health.build();
    }

    static String obstacle(SourceRelay relay) {
        if (relay.waitingForKafka().compareTo(LONGEST_ACKNOWLEDGEMENT) > 0) {
            return "Kafka has not acknowledged anything for "
                    + relay.waitingForKafka().toSeconds() + " s";
        }
        var sourceStatus = relay.standing();
        if (sourceStatus instanceof Connecting connecting) {
            return "the database cannot be prepared: " + connecting.lastError();
        } else if (sourceStatus instanceof Refused refused) {
            return refused.refusal().what();
        } else if (sourceStatus instanceof Starting) {
            return "the engine is starting";
        } else if (sourceStatus instanceof Stopped) {
            return "stopped";
        } else if (sourceStatus instanceof Working || sourceStatus instanceof Standby) {
            return "";
        }
        throw new IllegalStateException("Indicates a bug: unknown standing " + sourceStatus);
    }
}
