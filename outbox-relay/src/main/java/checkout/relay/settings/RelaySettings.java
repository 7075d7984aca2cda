package checkout.relay.settings;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The configuration of the relay: its sources, Kafka, recovery, replay, and the trade-off between latency and idle work.
 *
 * @param memory how many bytes of rows all sources together hold that Kafka has not acknowledged; a source that uses up
 *     its share reads no further, and its rows wait in PostgreSQL
 */
@ConfigurationProperties("relay")
public record RelaySettings(
        List<Source> sources,
        @DefaultValue Kafka kafka,
        @DefaultValue Pace pace,
        @DefaultValue Recovery recovery,
        @DefaultValue Replay replay,
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

    /**
     * A database whose outbox tables are published. Provisioning creates the slot and the publication before the first write.
     *
     * @param failover whether the slot is to exist on standby servers too, so that reading continues there after a failover; needs PostgreSQL 17
     */
    public record Source(
            String name,
            String url,
            String username,
            String password,
            String ownerUsername,
            String ownerPassword,
            String slot,
            @DefaultValue("outbox") String publication,
            @DefaultValue("false") boolean failover) {

        public Source {
            // a wrong URL must not wait for the first connection to be noticed
            var unused = SourceUrl.of(name, url);
        }
    }

    /**
     * How records are sent to Kafka. How Kafka is reached, the settings {@code spring.kafka} say, as in every service.
     *
     * @param bootstrapServers the brokers, if not {@code spring.kafka.bootstrap-servers} names them
     * @param deliveryTimeout how long a send is retried before the relay gives up and reads the row again
     * @param linger how long the producer waits for more records to share a request; without it a busy relay
     *     sent ten times as many requests, and consumers fetched ten times as often
     * @param maxRequest the largest record that is sent at all; whether a smaller one is accepted is up to the limit of its
     *     topic
     */
    public record Kafka(
            @Nullable String bootstrapServers,
            @DefaultValue("2m") Duration deliveryTimeout,
            @DefaultValue("1ms") Duration linger,
            @DefaultValue("none") String compression,
            @DefaultValue("8MB") DataSize maxRequest) {

        public Kafka withDeliveryTimeout(Duration timeout) {
            return new Kafka(bootstrapServers, timeout, linger, compression, maxRequest);
        }

        /**
         * The settings of a Kafka client.
         *
         * @param connection how every Kafka client of this process connects: brokers, TLS, authentication
         */
        public Map<String, Object> client(Map<String, Object> connection) {
            Map<String, Object> client = new HashMap<>(connection);
            if (bootstrapServers != null) {
                client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
            }
            return client;
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

    /**
     * How a source notices that its database is silent, and how it recovers.
     *
     * @param silence how long a session waits for the server before it counts as broken; whole seconds
     * @param minDelay how long a source waits after its first failure before it tries again; doubled after every further failure
     * @param maxDelay the longest such wait
     * @param endTimeout how long a failed engine may take to end; the process exits after that, because a second engine may not run beside it
     */
    public record Recovery(
            @DefaultValue("8s") Duration silence,
            @DefaultValue("500ms") Duration minDelay,
            @DefaultValue("10s") Duration maxDelay,
            @DefaultValue("30s") Duration endTimeout) {

        public Recovery {
            if (silence.toSeconds() < 1) {
                throw new IllegalArgumentException(
                        "relay.recovery.silence is %s; it must be at least 1s, because the driver counts whole seconds"
                                .formatted(silence));
            }
            if (minDelay.isNegative() || minDelay.isZero() || maxDelay.compareTo(minDelay) < 0) {
                throw new IllegalArgumentException(
                        "relay.recovery.min-delay is %s and max-delay is %s; min-delay must be positive and not longer than max-delay"
                                .formatted(minDelay, maxDelay));
            }
        }

        /** The driver's timeouts are whole seconds. */
        public int silenceSeconds() {
            return Math.toIntExact(silence.toSeconds());
        }
    }

    /**
     * How rows are published again after a gap.
     *
     * @param margin how long before the last published row a replay begins: at least the longest transaction of a service plus the largest
     *     difference between two clocks, because rows are published in the order of their commits but selected by their creation
     * @param slotTimeout how long the creation of a slot may wait for open transactions to end
     */
    public record Replay(
            @DefaultValue("5m") Duration margin,
            @DefaultValue("2m") Duration slotTimeout) {}
}
