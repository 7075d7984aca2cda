package checkout.relay.settings;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Where the rows come from, where they go, and the pace of both. */
@ConfigurationProperties("relay")
public record RelaySettings(
        List<Source> sources, Kafka kafka, @DefaultValue Pace pace) {

    /** A database whose outbox tables are published; slot and publication are made by provisioning, before the first write. */
    public record Source(
            String name,
            String url,
            String username,
            String password,
            String ownerUsername,
            String ownerPassword,
            String slot,
            @DefaultValue("outbox") String publication) {}

    /**
     * How records are sent.
     *
     * @param deliveryTimeout how long a send is retried before the relay gives up and exits
     * @param linger how long the producer waits for more records to share a request; without it a busy relay made ten
     *     times the requests, and so did everybody who consumes
     */
    public record Kafka(
            String bootstrapServers,
            @DefaultValue("2m") Duration deliveryTimeout,
            @DefaultValue("1ms") Duration linger,
            @DefaultValue("none") String compression) {}

    /**
     * Latency against idle work.
     *
     * @param poll the engine's pause when nothing came for a while
     * @param patience how long one look at the replication connection waits for data
     * @param gather how long such a look goes on once something has come, so that a busy relay is not woken for every row
     * @param confirm how often the slot is told how far Kafka has acknowledged
     * @param heartbeat how often an idle database gets a message of the relay's own, so that its slot moves on
     */
    public record Pace(
            @DefaultValue("50ms") Duration poll,
            @DefaultValue("500ms") Duration patience,
            @DefaultValue("2ms") Duration gather,
            @DefaultValue("250ms") Duration confirm,
            @DefaultValue("10s") Duration heartbeat) {}
}
