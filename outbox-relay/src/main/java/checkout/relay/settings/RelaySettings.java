package checkout.relay.settings;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The configuration of the relay: its sources, Kafka, and the trade-off between latency and idle work. */
@ConfigurationProperties("relay")
public record RelaySettings(
        List<Source> sources,
        @DefaultValue Kafka kafka,
        @DefaultValue Pace pace) {

    /** A database whose outbox tables are published. Provisioning creates the slot and the publication before the first write. */
    public record Source(
            String name,
            String url,
            String username,
            String password,
            String ownerUsername,
            String ownerPassword,
            String slot,
            @DefaultValue("outbox") String publication) {

        public Source {
            // a wrong URL must not wait for the first connection to be noticed
            var unused = SourceUrl.of(name, url);
        }
    }

    /**
     * How records are sent to Kafka. How Kafka is reached, the settings {@code spring.kafka} say, as in every service.
     *
     * @param bootstrapServers the brokers, if not {@code spring.kafka.bootstrap-servers} names them
     * @param deliveryTimeout how long a send is retried before the relay gives up and exits
     * @param linger how long the producer waits for more records to share a request; without it a busy relay
     *     sent ten times as many requests, and consumers fetched ten times as often
     */
    public record Kafka(
            @Nullable String bootstrapServers,
            @DefaultValue("2m") Duration deliveryTimeout,
            @DefaultValue("1ms") Duration linger,
            @DefaultValue("none") String compression) {}

    /**
     * The trade-off between latency and idle work.
     *
     * @param poll how long the engine waits between polls when no data arrives
     * @param patience how long one read of the replication connection waits for data
     * @param gather how long that read waits for more data after the first byte, so that a busy relay does not wake up for every row
     * @param confirm how often the position that Kafka has acknowledged is confirmed to the slot
     * @param heartbeat how often the relay writes a message into the log of an idle database, so that its slot advances
     */
    public record Pace(
            @DefaultValue("50ms") Duration poll,
            @DefaultValue("500ms") Duration patience,
            @DefaultValue("2ms") Duration gather,
            @DefaultValue("250ms") Duration confirm,
            @DefaultValue("10s") Duration heartbeat) {}
}
