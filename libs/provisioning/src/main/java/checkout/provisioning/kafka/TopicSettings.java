package checkout.provisioning.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What distinguishes the topics of one cluster from those of another.
 *
 * @param replicationFactor on how many brokers each record is stored
 * @param minInsyncReplicas on how many of them it must be stored before the relay's send succeeds
 * @param partitions the number of partitions by topic, where it differs from the list's
 * @param retention how long topics keep records by topic, where it differs from the list's
 * @param configs further settings of every topic, by Kafka's names
 */
public record TopicSettings(
        int replicationFactor,
        int minInsyncReplicas,
        Map<String, Integer> partitions,
        Map<String, Duration> retention,
        Map<String, String> configs) {

    static final String REPLICATION_FACTOR = "replication.factor";
    static final String MIN_INSYNC_REPLICAS = "min.insync.replicas";
    static final String RETENTION = "retention.ms";
    static final String PARTITIONS_OF = "partitions.";
    static final String RETENTION_OF = "retention.ms.";
    static final String CONFIG = "config.";

    private static final Duration MIN_RETENTION = Duration.ofHours(1);

    public TopicSettings {
        partitions = Map.copyOf(partitions);
        retention = Map.copyOf(retention);
        configs = Map.copyOf(configs);
        if (replicationFactor < 1 || replicationFactor > Short.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "%s is %d; it must be at least 1".formatted(REPLICATION_FACTOR, replicationFactor));
        }
        if (minInsyncReplicas < 1 || minInsyncReplicas > replicationFactor) {
            throw new IllegalArgumentException("%s is %d; it must be between 1 and %s, which is %d"
                    .formatted(MIN_INSYNC_REPLICAS, minInsyncReplicas, REPLICATION_FACTOR, replicationFactor));
        }
        if (replicationFactor > 1 && minInsyncReplicas == replicationFactor) {
            throw new IllegalArgumentException(
                    "%s is %d, as large as %s: nothing could be published while one broker restarts; set it to %d"
                            .formatted(
                                    MIN_INSYNC_REPLICAS, minInsyncReplicas, REPLICATION_FACTOR, replicationFactor - 1));
        }
        partitions.forEach((topic, count) -> {
            if (count < 1) {
                throw new IllegalArgumentException(
                        "%s%s is %d; it must be at least 1".formatted(PARTITIONS_OF, topic, count));
            }
        });
        retention.forEach((topic, kept) -> {
            if (kept.compareTo(MIN_RETENTION) < 0) {
                throw new IllegalArgumentException(
                        "%s%s is %d; it must be at least %d, an hour: a consumer that is away for longer than the topic keeps its records misses them"
                                .formatted(RETENTION_OF, topic, kept.toMillis(), MIN_RETENTION.toMillis()));
            }
        });
        for (String ownKey : new String[] {MIN_INSYNC_REPLICAS, RETENTION}) {
            if (configs.containsKey(ownKey)) {
                throw new IllegalArgumentException(
                        "%s%s has a key of its own: set %s".formatted(CONFIG, ownKey, ownKey));
            }
        }
    }

    /** The settings of a cluster with one broker, which loses its records when it loses its disk. */
    public static TopicSettings singleBroker() {
        return new TopicSettings(1, 1, Map.of(), Map.of(), Map.of());
    }

    /** Reads the settings from their names; the replication factor has no default, because either one is wrong somewhere. */
    public static TopicSettings of(Map<String, String> values) {
        Map<String, String> unknown = new TreeMap<>(values);
        if (!unknown.containsKey(REPLICATION_FACTOR)) {
            throw new IllegalArgumentException(
                    "%s is missing: set it to 3 for a cluster of three or more brokers, or to 1 for a single one"
                            .formatted(REPLICATION_FACTOR));
        }
        int replicas = number(REPLICATION_FACTOR, unknown.remove(REPLICATION_FACTOR));
        String minInsync = unknown.remove(MIN_INSYNC_REPLICAS);
        Map<String, Integer> partitions = new HashMap<>();
        takeAll(unknown, PARTITIONS_OF).forEach((topic, count) -> partitions.put(topic, number(PARTITIONS_OF, count)));
        Map<String, Duration> retention = new HashMap<>();
        String everywhere = unknown.remove(RETENTION);
        if (everywhere != null) {
            ListedTopic.all().stream()
                    .filter(topic -> topic.retention().isPresent())
                    .forEach(topic -> retention.put(topic.name(), millis(RETENTION, everywhere)));
        }
        takeAll(unknown, RETENTION_OF).forEach((topic, kept) -> retention.put(topic, millis(RETENTION_OF, kept)));
        Map<String, String> configs = takeAll(unknown, CONFIG);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s is unknown; the settings are %s, %s, %s<topic>, %s, %s<topic> and %s<setting of a topic>"
                            .formatted(
                                    unknown.keySet().iterator().next(),
                                    REPLICATION_FACTOR,
                                    MIN_INSYNC_REPLICAS,
                                    PARTITIONS_OF,
                                    RETENTION,
                                    RETENTION_OF,
                                    CONFIG));
        }
        return new TopicSettings(
                replicas,
                minInsync == null ? Math.max(1, replicas - 1) : number(MIN_INSYNC_REPLICAS, minInsync),
                partitions,
                retention,
                configs);
    }

    private static Map<String, String> takeAll(Map<String, String> values, String prefix) {
        Map<String, String> taken = new TreeMap<>();
        values.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .toList()
                .forEach(key -> taken.put(key.substring(prefix.length()), values.remove(key)));
        return taken;
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s is '%s'; it must be a number".formatted(name, value), e);
        }
    }

    private static Duration millis(String name, String value) {
        try {
            return Duration.ofMillis(Long.parseLong(value.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s is '%s'; it must be a number of milliseconds".formatted(name, value), e);
        }
    }
}
