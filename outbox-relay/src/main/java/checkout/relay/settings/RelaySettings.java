package checkout.relay.settings;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The configuration of the relay: its sources, Kafka, and the trade-off between latency and idle work.
 *
 * @param memory how many bytes of rows all sources together hold that Kafka has not acknowledged; a source that uses up
 *     its share reads no further, and its rows wait in PostgreSQL
 */
@ConfigurationProperties("relay")
public record RelaySettings(
        List<Source> sources,
        Kafka kafka,
        @DefaultValue Pace pace,
        @DefaultValue("32MB") DataSize memory) {

    public RelaySettings {
        if (memory.toMegabytes() < 1) {
            throw new IllegalArgumentException("relay.memory is %s; it must be at least 1MB".formatted(memory));
        }
    }

    /** How many bytes of rows one source holds. */
    public long memoryPerSource() {
        return memory.toBytes() / Math.max(1, sources.size());
    }

    /** A database whose outbox tables are published. Provisioning creates the slot and the publication before the first write. */
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
     * How records are sent to Kafka.
     *
     * @param deliveryTimeout how long a send is retried before the relay gives up and reads the row again
     * @param linger how long the producer waits for more records to share a request; without it a busy relay
     *     sent ten times as many requests, and consumers fetched ten times as often
     * @param maxRequest the largest record that is sent at all; whether a smaller one is accepted is up to the limit of its
     *     topic
     */
    public record Kafka(
            String bootstrapServers,
            @DefaultValue("2m") Duration deliveryTimeout,
            @DefaultValue("1ms") Duration linger,
            @DefaultValue("none") String compression,
            @DefaultValue("8MB") DataSize maxRequest) {

        public Kafka withDeliveryTimeout(Duration timeout) {
            return new Kafka(bootstrapServers, timeout, linger, compression, maxRequest);
        }
    }

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
